//! The fields that the messages are made of, and no others.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, SeqAccess, Visitor};

/// A text that is borrowed from the body unless it has escapes.
#[derive(Debug, Default)]
pub(crate) struct Text<'a>(pub(crate) Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Text<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Either)
    }
}

impl std::ops::Deref for Text<'_> {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

#[derive(Deserialize)]
pub(crate) struct Event<'a, P> {
    #[serde(borrow)]
    pub(crate) to: Text<'a>,
    #[serde(borrow, rename = "event")]
    pub(crate) kind: Text<'a>,
    #[serde(borrow)]
    pub(crate) site_domain: Text<'a>,
    #[serde(borrow)]
    pub(crate) receiver_user: Option<User<'a>>,
    pub(crate) payload: P,
}

#[derive(Deserialize)]
pub(crate) struct User<'a> {
    #[serde(borrow)]
    pub(crate) first_name: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) email: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) language_code: Option<Text<'a>>,
    pub(crate) whatsapp_allowed: Option<bool>,
    pub(crate) sms_allowed: Option<bool>,
    pub(crate) email_allowed: Option<bool>,
}

#[derive(Deserialize)]
pub(crate) struct Ordered<O> {
    pub(crate) order: O,
}

/// Of an order, what its SMS needs.
#[derive(Deserialize)]
pub(crate) struct SmsOrder<'a> {
    #[serde(borrow)]
    pub(crate) number: Text<'a>,
    #[serde(borrow)]
    pub(crate) amount: Text<'a>,
    #[serde(borrow)]
    pub(crate) currency: Choice<'a>,
    #[serde(borrow)]
    pub(crate) language_code: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) shipping_address: Option<Address<'a>>,
}

/// Of an order, what its WhatsApp message needs.
#[derive(Deserialize)]
pub(crate) struct WhatsappOrder<'a> {
    #[serde(borrow)]
    pub(crate) number: Text<'a>,
    #[serde(borrow)]
    pub(crate) shipping_address: Option<Address<'a>>,
    #[serde(borrow, default)]
    pub(crate) orderitem_set: FirstItem<'a>,
}

/// Of an order, what its e-mail needs.
#[derive(Deserialize)]
pub(crate) struct EmailOrder<'a> {
    #[serde(borrow)]
    pub(crate) number: Text<'a>,
    #[serde(borrow)]
    pub(crate) amount: Text<'a>,
    #[serde(borrow)]
    pub(crate) currency: Choice<'a>,
    #[serde(borrow)]
    pub(crate) created_date: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) e_archive_url: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) shipping_address: Option<Address<'a>>,
    #[serde(borrow)]
    pub(crate) orderitem_set: Vec<Item<'a>>,
}

#[derive(Deserialize)]
pub(crate) struct Choice<'a> {
    #[serde(borrow)]
    pub(crate) value: Text<'a>,
}

#[derive(Deserialize)]
pub(crate) struct Address<'a> {
    #[serde(borrow)]
    pub(crate) first_name: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) country: Option<Country<'a>>,
}

#[derive(Deserialize)]
pub(crate) struct Country<'a> {
    #[serde(borrow)]
    pub(crate) code: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub(crate) struct Item<'a> {
    #[serde(borrow)]
    pub(crate) price: Option<Text<'a>>,
    #[serde(borrow)]
    pub(crate) product: Named<'a>,
}

#[derive(Deserialize)]
pub(crate) struct NamedItem<'a> {
    #[serde(borrow)]
    pub(crate) product: Named<'a>,
}

#[derive(Deserialize)]
pub(crate) struct Named<'a> {
    #[serde(borrow)]
    pub(crate) name: Text<'a>,
}

/// The first item's name, and how many items there are.
#[derive(Default)]
pub(crate) struct FirstItem<'a> {
    pub(crate) name: Text<'a>,
    pub(crate) count: usize,
}

impl<'de: 'a, 'a> Deserialize<'de> for FirstItem<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List;
        impl<'de> Visitor<'de> for List {
            type Value = FirstItem<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of items")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<FirstItem<'de>, A::Error> {
                let Some(first) = items.next_element::<NamedItem>()? else { return Ok(FirstItem::default()) };
                let mut count = 1;
                while items.next_element::<IgnoredAny>()?.is_some() {
                    count += 1;
                }
                Ok(FirstItem { name: first.product.name, count })
            }
        }
        deserializer.deserialize_seq(List)
    }
}

#[derive(Deserialize)]
pub(crate) struct Alert<'a> {
    #[serde(borrow)]
    pub(crate) product: AlertProduct<'a>,
}

#[derive(Deserialize)]
pub(crate) struct AlertProduct<'a> {
    #[serde(borrow)]
    pub(crate) name: Text<'a>,
    #[serde(borrow)]
    pub(crate) absolute_url: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub(crate) struct Checkout<'a> {
    #[serde(borrow)]
    pub(crate) checkout_url: Text<'a>,
}
