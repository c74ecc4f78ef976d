//! Obligations: duties of law, contracts, needs of parties and promises, whoever is bound (clauses 4.1, 4.2, A.10).

use super::prelude::*;

choices! {
    Source SOURCES {
        Law = choice("law", "law", 'l').alias(&["regulation", "statute"]),
        Act = choice("eu_ai_act", "EU AI Act", 'a').alias(&["ai act"]),
        Standard = choice("standard", "standard", 's'),
        Contract = choice("contract", "contract", 'c').alias(&["agreement"]),
        Need = choice("need", "need of a party", 'n').alias(&["need", "expectation"]),
        Promise = choice("promise", "own promise", 'p').alias(&["promise", "commitment"]),
    }
}
choices! {
    Bound BOUND_WORDS {
        Us = choice("us", "us", 'u').alias(&["we", "own", "internal"]),
        Supplier = choice("supplier", "supplier", 's').alias(&["vendor"]),
        Customer = choice("customer", "customer", 'c').alias(&["client"]),
    }
}

fields! {
    DUTY = Field::line("duty", "Duty").column(30).alias(&["title", "name", "obligation", "requirement", "legal requirement"]),
    SOURCE = Field::choice("source", "Source", SOURCES).column(10).alias(&["type", "kind"]),
    REFERENCE = Field::line("reference", "Reference").column(14).alias(&["article", "law", "clause", "legal basis", "regulation"]),
    BOUND = Field::choice("bound", "Who is bound", BOUND_WORDS).column(8).head("Bound").alias(&["bound", "applies to"]),
    STATE = Field::choice("state", "How far met", IN_PLACE_WORDS).column(11).head("Met").alias(&["state", "status", "compliance", "met"]),
    AGREED = Field::choice("agreed", "Agreed", AGREEMENT_WORDS).column(8).alias(&["agreement"]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(12).alias(&["responsible", "accountable"]),
    LATE = progress::LATE.head("Check by"),
    SYSTEMS = Field::many("systems", "Systems", &[Kind::System]).column(8).alias(&["system", "ai system", "ai systems"]),
    COUNTRY = Field::line("country", "Country").alias(&["jurisdiction", "region"]),
    TEXT = Field::long("text", "In own words").alias(&["description", "summary", "text"]),
    FROM = Field::period("applies_from", "Applies from").alias(&["effective date", "in force from", "date"]),
    CERTAINTY = Field::choice("certainty", "How sure", SURE_WORDS).alias(&["confidence"])
        .help("How sure it is that this applies, and from that day."),
    CODE = Field::line("code", "Code of the duty").help("Its number in the list of duties under the EU AI Act of this program."),
    SUPPLIER = Field::one("supplier", "Supplier", &[Kind::Supplier]).alias(&["vendor", "provider"]),
    CONTRACT = Field::line("contract", "Where it is agreed").alias(&["contract", "contract reference"]),
    REFUSAL = Field::long("refusal", "Why refused"),
    MET_BY = Field::many("met_by", "Met by", &[Kind::Item, Kind::Document]).alias(&["controls", "measures"])
        .help("Controls and documents by which the duty is met."),
    PROOF = Field::many("proof", "Proof", &[Kind::Evidence]).alias(&["evidence"]),
    CHECKED = Field::date("checked", "Checked on").alias(&["last checked", "last review"]),
    AGAIN = Field::date("check_again", "Check again").alias(&["next check", "next review", "review date"]),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

/// How sure something is.
pub static SURE_WORDS: &[Choice] =
    &[choice("high", "high", 'h'), choice("medium", "medium", 'm'), choice("low", "low", 'l').tone(Tone::Warn)];
/// Index of *low* in [`SURE_WORDS`].
pub const UNSURE: u8 = 2;

pub static SPEC: Spec = Spec {
    kind: Kind::Obligation,
    prefix: "L",
    table: "obligation",
    name: "obligation",
    plural: "obligations",
    also: &["laws", "law", "regulations"],
    help: "Duties of law, contracts and promises: who is bound, for which systems, how far they are met.",
    fields: FIELDS,
    title: DUTY,
    owner: Some(OWNER),
    holds: Some(AGAIN),
    reviewed: Some(Reviewed { on: CHECKED, again: Again::On(AGAIN) }),
    state: Some(STATE),
    starts: &[(STATE, StartValue::Word(InPlace::NotStarted as u8))],
    presets: &[
        Preset {
            name: "legal register",
            holds: is_legal,
            counted: Counting::Open,
            starts: &[(SOURCE, StartValue::Word(Source::Law as u8)), (BOUND, StartValue::Word(Bound::Us as u8))],
        },
        Preset {
            name: "supplier duties",
            holds: is_supplier_duty,
            counted: Counting::Open,
            starts: &[
                (SOURCE, StartValue::Word(Source::Contract as u8)),
                (BOUND, StartValue::Word(Bound::Supplier as u8)),
                (AGREED, StartValue::Word(Agreement::Missing as u8)),
            ],
        },
        Preset {
            name: "needs and promises",
            holds: |l| !is_legal(l) && !is_supplier_duty(l),
            counted: Counting::Open,
            starts: &[(SOURCE, StartValue::Word(Source::Need as u8)), (BOUND, StartValue::Word(Bound::Us as u8))],
        },
    ],
    follows: &[Follow { after: AGREED, word: Agreement::Refused as u8, then: REFUSAL }],
    detail: |view, duty| view.cell(duty, SYSTEMS),
    compared: true,
    imports: Some('l'),
    sections: &[
        Section::new("What it asks", COUNTRY),
        Section::new("Agreement", SUPPLIER).when(BOUND, &[Bound::Supplier as u8, Bound::Customer as u8]),
        Section::new("How it is met", MET_BY),
    ],
    keeps: Some(NOTES),
    angles: &["legal"],
    clause: "4.2",
    ..Spec::BASE
};

/// Somebody outside owes it to us.
pub fn is_supplier_duty(duty: &Record) -> bool {
    Bound::of(duty, BOUND) == Some(Bound::Supplier)
}

/// Law or a standard asks it of us.
pub fn is_legal(duty: &Record) -> bool {
    !is_supplier_duty(duty) && matches!(Source::of(duty, SOURCE), Some(Source::Law | Source::Act | Source::Standard))
}
