//! Suppliers of models, data, services.

use crate::{
    domain::{Field, Kind, Spec},
    fields,
};

fields! {
    NAME = Field::line("name", "Name").column(24).alias(&["vendor", "vendor name", "supplier", "supplier name", "company", "company name", "third party", "provider"]),
    PROVIDES = Field::line("provides", "Provides").column(30).alias(&["services", "service", "product", "products", "solution", "solutions", "vendor_provides"]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(14)
        .alias(&["assignee", "responsible", "relationship owner", "business owner", "contract owner"]),
    CONTRACT = Field::line("contract", "Contract reference").column(18).alias(&["contract ref", "contract number"]),
    REVIEW = Field::date("next_review", "Next review").column(10).alias(&["review date", "review due"]),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Supplier,
    prefix: "SU",
    digits: 2,
    table: "supplier",
    name: "supplier",
    plural: "suppliers",
    help: "Who provides models, data or services from outside.",
    fields: FIELDS,
    title: NAME,
};
