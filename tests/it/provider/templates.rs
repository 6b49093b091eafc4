//! Values stay in their place, whatever they are.

use proptest::prelude::*;
use tellal::provider::{Address, Delivery};

use super::fake_http::{FakeHttp, reply};
use super::{delivery, faults, http, line, sms};
use tellal::Channel;

const EVIL: [&str; 8] = [
    "\",\"to\":\"+1\"}",
    "&to=+1&x=%00",
    "</body><to>+1</to><!--",
    "../../admin?x#y",
    "a\r\nX-Evil: 1\r\n\r\nbody",
    "{{ secrets.key }}{% for x in y %}",
    "Işık ₺ 😀 \u{202E}\u{0}\u{7}",
    "\\u0022\\",
];

#[tokio::test]
async fn values_arrive_as_they_are() {
    let server = FakeHttp::answering(|_| reply(200, "", "")).await;
    let url = server.url("/to/{{ text }}/end?fixed=1");
    let common = "allow_private = true\nquery = { q = \"{{ text }}\" }\n";
    let json = http(
        &url,
        &format!("{common}json = {{ a = \"{{{{ text }}}}\", b = [1, {{ c = \"x{{{{ text }}}}\" }}] }}\n"),
    );
    let form =
        http(&url, &format!("{common}form = {{ a = \"{{{{ text }}}}\", b = [\"1\", \"{{{{ to }}}}\"] }}\n"));
    for evil in EVIL {
        let delivery = sms(evil);
        assert_eq!(line(&json.send(&delivery).await), "sent -", "{evil:?}");
        assert_eq!(line(&form.send(&delivery).await), "sent -", "{evil:?}");
        let received = server.received();
        let [.., as_json, as_form] = received.as_slice() else { panic!("two requests") };
        let expected = serde_json::json!({ "a": evil, "b": [1, { "c": format!("x{evil}") }] });
        assert_eq!(as_json.json(), expected);
        let expected = [("a", evil), ("b", "1"), ("b", "+905551234567")];
        assert_eq!(as_form.form(), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
        for received in [as_json, as_form] {
            let segments: Vec<&str> = received.path().split('/').collect();
            assert_eq!(segments.len(), 4, "{}", received.path());
            assert_eq!(super::fake_http::decoded(segments[2]), evil);
            let query =
                [("fixed", "1"), ("q", evil)].map(|(name, value)| (name.to_owned(), value.to_owned()));
            assert_eq!(received.query(), query);
            assert!(received.header("x-evil").is_none());
        }
    }
}

#[tokio::test]
async fn xml_keeps_values_in_their_element() {
    let server = FakeHttp::answering(|_| reply(200, "", "")).await;
    let provider =
        http(&server.url("/"), "allow_private = true\nxml = \"<m a=\\\"{{ text }}\\\">{{ text }}</m>\"\n");
    for evil in EVIL {
        assert_eq!(line(&provider.send(&sms(evil)).await), "sent -");
        let body = server.received().last().unwrap().body.clone();
        assert_eq!(body.matches('<').count(), 2, "{body}");
        assert_eq!(body.matches('>').count(), 2, "{body}");
        assert_eq!(body.matches('"').count(), 2, "{body}");
        assert!(!body.contains(['\u{0}', '\u{7}']), "{body:?}");
    }
    assert_eq!(server.received()[0].header("content-type"), Some("application/xml; charset=utf-8"));
}

#[tokio::test]
async fn a_header_takes_no_line_break() {
    let server = FakeHttp::answering(|_| reply(200, "", "")).await;
    let provider = http(&server.url("/"), "allow_private = true\nheaders = { X-Sender = \"{{ from }}\" }\n");
    let evil = Delivery { from: "a\r\nX-Evil: 1".to_owned(), ..delivery(Channel::Sms) };
    let answer = provider.send(&evil).await;
    assert_eq!(line(&answer), "permanent unsendable");
    assert!(server.received().is_empty());
    assert!(!format!("{answer:?}").contains("Evil"));
    let plain = Delivery { from: "Örnek".to_owned(), ..delivery(Channel::Sms) };
    assert!(provider.send(&plain).await.is_sent());
}

#[test]
fn templates_are_tried_when_the_configuration_is_read() {
    let with = |keys: &str| {
        faults(&format!(
            "[engine]\nchannels = [\"sms\"]\n[channels.sms]\nprovider = \"api\"\n[providers.api]\ntype = \"http\"\nallow_private = true\nurl = \"http://127.0.0.1/\"\n{keys}\n"
        ))
    };
    let cases = [
        ("text = \"{{ txet }}\"", "providers.api.text: there is no field `txet`; did you mean text?"),
        (
            "json = { a = { b = \"{{ nothing }}\" } }",
            "providers.api.json.a.b: there is no field `nothing`; known: id, ",
        ),
        ("form = { a = \"{{ text \" }", "providers.api.form.a: "),
        ("form = { a = \"{{ text | nope }}\" }", "providers.api.form.a: "),
        ("text = \"{{ subject }}\"", "providers.api.text: on channel sms: "),
        ("text = \"{{ secrets.nope }}\"", "providers.api.text: on channel sms: "),
        ("text = \"{{ text | safe }}\"", "values are escaped as their place needs it; leave this filter out"),
        ("text = \"{% if order_number %}{{ subject }}{% endif %}\"", "providers.api.text: on channel sms: "),
        (
            "headers = { Host = \"x\" }",
            "providers.api.headers.Host: host is set as HTTP needs it; leave it out",
        ),
        (
            "text = \"x\"\nxml = \"y\"",
            "providers.api.json: a request has one body: one of json, form, xml and text",
        ),
    ];
    for (keys, expected) in cases {
        let told = with(keys);
        assert!(told.contains(expected), "{keys}\n{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
    assert_eq!(
        with(
            "text = \"{{ id }}{{ attempt }}{{ event }}{{ order_number }}{{ site_domain }}{{ site_name }}{{ channel }}{{ language }}{{ from }}{{ to | digits }}{{ text | one_line }}{{ encoding }}{{ segments }}\""
        ),
        ""
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_text_survives_its_way(text in "\\PC{0,60}", to in "\\+[0-9]{5,15}") {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let server = FakeHttp::answering(|_| reply(200, "", "")).await;
            let keys = "allow_private = true\nquery = { q = \"{{ text }}\" }\njson = { a = \"{{ text }}\", to = \"{{ to }}\" }\n";
            let delivery = Delivery { to: Address::new(to.clone()), ..sms(&text) };
            let answer = http(&server.url("/"), keys).send(&delivery).await;
            assert_eq!(line(&answer), "sent -");
            let received = server.received().remove(0);
            assert_eq!(received.json(), serde_json::json!({ "a": text, "to": to }));
            assert_eq!(received.query()[0].1, text);
        });
    }
}
