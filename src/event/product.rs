//! Products: as an order item carries them, and as a stock alert does.

use serde_json::Value;

use super::choices::{Labelled, ProductType};
use super::wire::record;

record! {
    /// The product of an order item (contract: "Product (in Order Item)").
    pub struct OrderProduct {
        /// Product ID.
        pk: Option<i64>,
        /// Stock keeping unit.
        sku: Option<String> as Code,
        /// Base product code.
        base_code: Option<String> as Code,
        /// Product name.
        name: String,
        /// Picture (URL).
        image: Option<String> as Url,
        /// Path of the product page ("/products/…/").
        absolute_url: Option<String> as Path,
        /// Attribute values.
        attributes: Option<Value>,
        /// Attribute metadata.
        attributes_kwargs: Option<Value>,
        /// Form schema.
        form_schema: Option<Value>,
        /// Data source (seller).
        data_source: Option<Value>,
        /// Further attributes.
        extra_attributes: Option<Value>,
        /// Category.
        category: Option<Value>,
        /// Attribute set ID.
        attribute_set: Option<i64>,
    }
}

record! {
    /// The product of a stock alert (contract: "Product (in Product Alert)").
    pub struct AlertProduct {
        /// Product ID.
        pk: Option<i64>,
        /// Product name.
        name: String,
        /// Base product code.
        base_code: Option<String> as Code,
        /// Stock keeping unit.
        sku: Option<String> as Code,
        /// Product type.
        product_type: Option<Labelled<ProductType>>,
        /// Whether the product is active.
        is_active: Option<bool>,
        /// Parent product ID, for variants.
        parent: Option<i64>,
        /// Attribute values.
        attributes: Option<Value>,
        /// Attribute metadata.
        attributes_kwargs: Option<Value>,
        /// Further attributes.
        extra_attributes: Option<Value>,
        /// Whether the product is a seller's.
        is_seller_product: Option<bool>,
        /// IDs of grouped products.
        group_products: Option<Value>,
        /// Pictures.
        productimage_set: Option<Vec<ProductImage>>,
        /// Attribute set ID.
        attribute_set: Option<i64>,
        /// Custom attribute set ID.
        custom_attribute_set: Option<i64>,
        /// Whether the product is listed.
        is_listable: Option<bool>,
        /// Listing code.
        listing_code: Option<String> as Code,
        /// Data source ID.
        data_source: Option<i64>,
        /// Path of the product page with its query.
        absolute_url: Option<String> as Path,
        /// Whether a form is required.
        is_form_required: Option<bool>,
    }
}

record! {
    /// A picture of a product.
    pub struct ProductImage {
        /// Picture ID.
        pk: Option<i64>,
        /// Status.
        status: Option<Value>,
        /// URL.
        image: Option<String> as Url,
        /// Position.
        order: Option<i64>,
        /// When it was added (ISO 8601).
        created_date: Option<String> as DateTime,
        /// Special pictures.
        specialimage_set: Option<Value>,
    }
}
