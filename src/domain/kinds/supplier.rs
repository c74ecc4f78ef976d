//! Suppliers of models, data, services.

use super::{obligation, prelude::*, shared::Agreement, system};
use crate::domain::{behind::closeness, score, share::Share, value::join_ids};

choices! {
    /// What the last look at the supplier came to.
    Result RESULTS {
        Acceptable = choice("acceptable", "acceptable", 'a').alias(&["approved", "passed", "ok", "low"]),
        Conditions = choice("conditions", "with conditions", 'c').alias(&["conditional", "approved with conditions", "medium"]),
        NotAcceptable = choice("not_acceptable", "not acceptable", 'n').alias(&["rejected", "failed", "high"]),
    }
}

fields! {
    NAME = Field::line("name", "Name").column(22).alias(&["vendor", "vendor name", "supplier", "supplier name", "company", "company name", "third party", "provider"]),
    PROVIDES = Field::line("provides", "Provides").column(26).alias(&["services", "service", "product", "products", "solution", "solutions", "vendor_provides"]),
    SYSTEMS = Field::derived("systems", "AI systems", 10, Derived { show: systems, rank: |v, r| -(v.records.linked(r.id, Kind::System, system::SUPPLIERS).count() as i64) }).reads(&[Kind::System]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(12)
        .alias(&["assignee", "responsible", "relationship owner", "business owner", "contract owner"]),
    DUTIES = Field::long("duties", "Duties agreed").alias(&["responsibilities", "obligations", "requirements"])
        .help("Who does what: data, tests, notice of changes, incidents, audit rights (A.10.2)."),
    ASSESSED = Field::date("assessed", "Last assessed").column(10).head("Assessed").alias(&["assessment date", "last assessment", "due diligence", "last review", "review_date"]),
    RESULT = Field::choice("result", "Result", RESULTS).column(15).alias(&["assessment result", "review result", "review_result", "rating", "review_status"]),
    CONTRACT = Field::line("contract", "Contract reference").column(14).head("Contract").alias(&["contract ref", "contract number"]),
    TIER = Field::derived("tier", "Tier", 4, Derived { show: |v, r| tier(v, r, false), rank: |v, r| closeness(v, r).map_or(9, |c| i64::from(c.0)) }).reads(&[Kind::Supplier, Kind::System, Kind::Model, Kind::DataSet, Kind::Component]),
    RHYTHM = Field::derived("rhythm", "What the tier asks for", 10, Derived { show: |v, r| tier(v, r, true), rank: |v, r| closeness(v, r).map_or(9, |c| i64::from(c.0)) }).reads(&[Kind::Supplier, Kind::System, Kind::Model, Kind::DataSet, Kind::Component]).head("Asks for"),
    SCORE = Field::derived("score", "Score", 10, Derived { show: |v, r| score::told(&v, r), rank: |v, r| score::rank(&v, r) }),
    DUTY = Field::derived("duties_agreed", "Duties on the list", 8, Derived { show: agreed, rank: |_, _| 0 }).reads(&[Kind::Obligation]).head("Duties"),
    THROUGH = Field::many("through", "Stands on", &[Kind::Supplier]).alias(&["sub-suppliers", "subcontractors", "subprocessors"])
        .help("Suppliers that stand behind it."),
    REVIEW = Field::date("next_review", "Next review").column(10).alias(&["review date", "review due"]),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Supplier,
    prefix: "SU",
    table: "supplier",
    name: "supplier",
    plural: "suppliers",
    help: "Who provides models, data or services from outside.",
    fields: FIELDS,
    title: NAME,
    owner: Some(OWNER),
    holds: Some(REVIEW),
    reviewed: Some(Reviewed { on: ASSESSED, again: Again::On(REVIEW) }),
    acts: &[Act::Owner, Act::Day, Act::Assess, Act::Duties],
    keys: Some("systems"),
    compared: true,
    imports: Some('u'),
    named: true,
    keeps: Some(NOTES),
    clause: "8.1",
    ..Spec::BASE
};

/// The AI systems it has a part in.
fn systems(view: View, supplier: &Record) -> String {
    let ids: Vec<_> = view.records.linked(supplier.id, Kind::System, system::SUPPLIERS).map(|s| s.id).collect();
    join_ids(&ids, " ")
}

/// Its tier, with rhythm and depth of its review.
fn tier(view: View, supplier: &Record, asks: bool) -> String {
    match (closeness(view, supplier), asks) {
        (None, _) => String::new(),
        (Some(tier), false) => tier.0.to_string(),
        (Some(tier), true) => format!("every {} months: {}", tier.months(), tier.depth()),
    }
}

/// How many of the duties that it owes us it agreed to.
fn agreed(view: View, supplier: &Record) -> String {
    let owed = view.records.linked(supplier.id, Kind::Obligation, obligation::SUPPLIER);
    let owed = owed.filter(|l| obligation::is_supplier_duty(l));
    Share::count(owed.map(|l| Agreement::of(l, obligation::AGREED) == Some(Agreement::Agreed))).told()
}
