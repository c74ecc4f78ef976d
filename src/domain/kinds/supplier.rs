//! Suppliers of models, data, services.

use crate::{
    domain::{Field, Kind, Spec},
    fields,
};

fields! {
    NAME = Field::line("name", "Name").column(24).alias(&["vendor", "vendor name", "supplier", "company"]),
    PROVIDES = Field::line("provides", "Provides").column(30).alias(&["services", "product", "solution"]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(14),
    CONTRACT = Field::line("contract", "Contract reference").column(18),
    REVIEW = Field::date("next_review", "Next review").column(10).alias(&["review date"]),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments"]),
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
