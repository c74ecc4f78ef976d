//! Impact assessments: what a system does to people and society (clauses 6.1.4, 8.4, A.5.2 to A.5.5; contents after
//! ISO/IEC 42005, questions in our own words).

use super::prelude::*;
use jiff::Unit;

choices! {
    Type TYPES {
        Screening = choice("screening", "screening", 's'),
        Short = choice("short", "short", 'h').alias(&["light"]),
        Full = choice("full", "full", 'f').alias(&["complete"]),
        Rights = choice("rights", "fundamental rights", 'r').alias(&["fria", "fundamental rights"]),
    }
}
/// Why an assessment is made.
pub static TRIGGERS: &[Choice] = &[
    choice("before_design", "before design", 'd'),
    choice("before_use", "before use", 'u'),
    choice("change", "change", 'c'),
    choice("incident", "incident", 'i'),
    choice("new_risk", "new risk", 'r'),
    choice("yearly", "yearly", 'y').alias(&["annual", "planned interval"]),
    choice("other", "other", 'o'),
];
choices! {
    /// What an assessment comes to.
    Outcome OUTCOMES {
        Go = choice("go_ahead", "go ahead", 'g').alias(&["go"]).tone(Tone::Good),
        Conditions = choice("conditions", "with conditions", 'c').alias(&["go ahead with conditions"]).tone(Tone::Warn),
        Pilot = choice("pilot", "pilot only", 'p'),
        More = choice("more", "more information", 'm'),
        Stop = choice("stop", "stop", 's').alias(&["no go"]).tone(Tone::Bad),
    }
}

fields! {
    TITLE = Field::line("title", "Title").column(26).alias(&["name", "assessment"]),
    SYSTEM = Field::one("system", "System", &[Kind::System]).column(14).alias(&["ai system"]),
    TYPE = Field::choice("type", "Type", TYPES).column(10).alias(&["assessment type"]),
    STATE = Field::choice("state", "State", PAPER_WORDS).column(9).alias(&["status"]),
    OWNER = Field::one("assessor", "Assessor", &[Kind::Person]).column(12).alias(&["owner", "assessed by"]),
    OUTCOME = Field::choice("outcome", "Decision", OUTCOMES).column(12).alias(&["decision", "result"]),
    LATE = progress::LATE.head("Valid until"),
    OPEN = Field::derived("open", "Sections to fill", 8, Derived { show: to_fill, rank: |_, r| -(empty_sections(r).len() as i64) }).reads(&[]).head("To fill"),
    TRIGGER = Field::choice("trigger", "Why now", TRIGGERS).alias(&["trigger", "reason"]),
    ASKED = Field::date("asked_on", "Asked for on").alias(&["requested on", "started on"]),
    SCREENING = Field::long("screening", "Screening").help("Is the use banned? Does it weigh on work, money, health, rights? Can it hurt? Is a short way enough, and why? (B.5.2)"),
    BORDERS = Field::long("borders", "Purpose and scope").help("Which system, version, purpose and place; at which stage of life; what is left out and why; who takes part. (B.5.2)"),
    DESCRIPTION = Field::long("description", "System and intended use").help("What goes in, what comes out, what follows from it; who uses it, where, how often; what would be the way without AI. (B.5.3)"),
    MISUSE = Field::long("misuse", "Unintended use and misuse").help("Where people will be tempted to use it wrongly; who could abuse it to do what; how it would be noticed. (B.5.2)"),
    DATA = Field::long("data", "Data and its quality").help("Which data, from where, by which right; whom it represents and who is missing; quality required and measured; preparation. (B.5.4, B.7)"),
    DATA_SETS = Field::many("data_sets", "Data sets", &[Kind::DataSet]),
    MODELS = Field::long("models", "Models and methods").help("Which models and versions; how chosen, trained, tested; results overall and by group; known limits. (B.5.3, B.6.2.4)"),
    PLACE = Field::long("place", "Place and conditions of use").help("Countries, languages, laws; surroundings it depends on; what differs from the tests. (B.5.3)"),
    AFFECTED = Field::long("affected", "Who is affected").help("Users, those it is used on, those whose data or work it changes; who needs special protection; who was heard. (B.5.4)"),
    FAIRNESS = Field::long("fairness", "Bias and fairness").help("What fair means here and who said so; groups compared, measure, result, limit; what was done about differences. (B.5.4)"),
    TOLD = Field::long("told", "What people are told").help("Do people know AI is used and what for; can one result be explained; what can somebody do who disagrees. (B.5.4, B.8.2)"),
    OVERSIGHT = Field::long("oversight", "Human oversight").help("Where a person looks, decides, overrules, with which time and power; how it is stopped and when that was tried. (B.5.4, B.9.3)"),
    PRIVACY = Field::long("privacy", "Privacy and security").help("What could be revealed or kept without need; likely attacks and what they do to people; safeguards tested. (B.5.4)"),
    SAFETY = Field::long("safety", "Safety and reliability").help("How it can fail and what follows for each group; behaviour at the edge of what it knows; who depends on it. (B.5.4)"),
    PERSONS = Field::choice("persons", "Effect on persons", LEVEL_WORDS).help("The graver of the harms that single persons can suffer. (B.5.4)"),
    PERSONS_WHY = Field::long("persons_why", "Why, for persons"),
    CUSTOMERS = Field::choice("customers", "Effect on customers", LEVEL_WORDS),
    CUSTOMERS_WHY = Field::long("customers_why", "Why, for customers"),
    SOCIETY = Field::choice("society", "Effect on society", LEVEL_WORDS).help("Work, public debate, access to services, norms and cultures. (B.5.5)"),
    SOCIETY_WHY = Field::long("society_why", "Why, for society"),
    SOCIAL = Field::choice("social", "Social effects", LEVEL_WORDS),
    SOCIAL_WHY = Field::long("social_why", "Why social"),
    ETHICAL = Field::choice("ethical", "Ethical effects", LEVEL_WORDS),
    ETHICAL_WHY = Field::long("ethical_why", "Why ethical"),
    ENVIRONMENT = Field::choice("environmental", "Environmental effects", LEVEL_WORDS).help("Energy of training and use, carbon, water, hardware. (B.5.5)"),
    ENVIRONMENT_WHY = Field::long("environmental_why", "Why environmental"),
    ENERGY = Field::decimal("energy_kwh", "Energy in kWh a year", 0, 1_000_000_000).adds().alias(&["energy", "kwh"]),
    CARBON = Field::decimal("carbon_kg", "Carbon in kg a year", 0, 1_000_000_000).adds().alias(&["carbon", "co2", "co2e"]),
    FIGURE_FROM = Field::line("figure_from", "Figures from").alias(&["source of figures"]),
    FIGURE_OF = Field::date("figure_of", "Figures of").alias(&["day of figures"]),
    PROCESS = Field::long("rights_process", "Process of use").help("In which of our processes it is used, at which step, and what happens before and after. (Article 27)"),
    PERIOD = Field::line("rights_period", "From when to when").help("The time over which it will be used, and how often. (Article 27)"),
    INSIDE = Field::long("rights_inside", "Arrangements inside").help("Who decides what when harm occurs; how complaints are taken and answered. (Article 27)"),
    NOTIFIED = Field::date("rights_notified", "Authority told on"),
    MEASURES = Field::long("measures", "Measures").help("Technical and organisational measures; what is left after them and for whom that is acceptable. (B.5.2)"),
    RISKS = Field::many("risks", "Risks found", &[Kind::Risk]),
    MONITORING = Field::long("monitoring", "Watching and review").help("Which signals show that effects differ from what was expected; who looks, how often. (B.5.2)"),
    CONCLUSION = Field::long("conclusion", "Conclusion").help("Why the benefits justify what remains, or do not; who disagreed. (B.5.3)"),
    CONDITIONS = Field::long("conditions", "Conditions"),
    APPROVED_BY = Field::one("approved_by", "Approved by", &[Kind::Person]).alias(&["approver"]),
    APPROVED_AS = Field::line("approved_as", "In which role").alias(&["approver role"]),
    APPROVED_ON = Field::date("approved_on", "Approved on").alias(&["approval date"]),
    VALID = Field::date("valid_until", "Valid until").alias(&["next assessment", "review date"]),
    TOOK = Field::derived("took", "Time it took", 8, Derived { show: took, rank: |_, r| days(r).unwrap_or(i64::MAX) }).reads(&[]),
    TEMPLATE = Field::choice("template", "Template", YES_NO).help("Yes offers it as a start for the assessments of other systems; it names no system itself."),
    COPIED = Field::one("copied_from", "Follows", &[Kind::Assessment]).alias(&["previous", "copied from"]),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

/// The sections of a short assessment; a full one has all that are long texts before the effects.
const SHORT: &[usize] = &[SCREENING, BORDERS, DESCRIPTION, AFFECTED, CONCLUSION];
const FULL: &[usize] = &[
    SCREENING,
    BORDERS,
    DESCRIPTION,
    MISUSE,
    DATA,
    MODELS,
    PLACE,
    AFFECTED,
    FAIRNESS,
    TOLD,
    OVERSIGHT,
    PRIVACY,
    SAFETY,
    MEASURES,
    MONITORING,
    CONCLUSION,
];
const RIGHTS: &[usize] = &[PROCESS, PERIOD, INSIDE];
/// Whom effects are rated for, with the reason of each.
pub const RATED: &[(usize, usize)] = &[
    (PERSONS, PERSONS_WHY),
    (CUSTOMERS, CUSTOMERS_WHY),
    (SOCIETY, SOCIETY_WHY),
    (SOCIAL, SOCIAL_WHY),
    (ETHICAL, ETHICAL_WHY),
    (ENVIRONMENT, ENVIRONMENT_WHY),
];
/// Whether a field says what was assessed, found and decided, which is what is approved; how it is watched goes on.
fn is_assessed(field: usize) -> bool {
    let rated = RATED.iter().any(|(level, why)| [*level, *why].contains(&field));
    let section = FULL.contains(&field) && field != MONITORING;
    section || rated || matches!(field, SYSTEM | TYPE | OUTCOME | CONDITIONS)
}

/// The words that fill a whole assessment.
const WHOLE: &[u8] = &[Type::Full as u8, Type::Rights as u8];

pub static SPEC: Spec = Spec {
    kind: Kind::Assessment,
    prefix: "IA",
    table: "impact_assessment",
    name: "impact assessment",
    plural: "impact assessments",
    help: "What an AI system does to people and society. The risk to the organisation is a risk; the two point to each other.",
    naming: "What a system does to people and society; F on the system begins it filled. What could go wrong for us is a risk.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(OWNER),
    holds: Some(VALID),
    reviewed: Some(Reviewed { on: APPROVED_ON, again: Again::On(VALID) }),
    state: Some(STATE),
    signed: Some(SignedBy { by: APPROVED_BY, role: Some(APPROVED_AS), on: APPROVED_ON, words: is_assessed }),
    starts: &[(STATE, StartValue::Word(DRAFT)), (TYPE, StartValue::Word(Type::Full as u8)), (ASKED, StartValue::Today)],
    follows: &[Follow { after: OUTCOME, word: Outcome::Conditions as u8, then: CONDITIONS }],
    detail: |view, assessment| view.cell(assessment, STATE),
    acts: &[Act::Walk, Act::Owner, Act::State, Act::Assess],
    keys: Some("systems"),
    compared: true,
    sections: &[
        Section::new("Screening and scope", TRIGGER),
        Section::new("System, data and model", MISUSE).when(TYPE, WHOLE),
        Section::new("People", AFFECTED),
        Section::new("Fairness, information, oversight", FAIRNESS).when(TYPE, WHOLE),
        Section::new("Effects", PERSONS),
        Section::new("Environment", ENERGY),
        Section::new("Fundamental rights", PROCESS).when(TYPE, &[Type::Rights as u8]),
        Section::new("Measures", MEASURES),
        Section::new("Conclusion and approval", CONCLUSION),
    ],
    keeps: Some(NOTES),
    angles: &["ethical"],
    clause: "8.4",
    ..Spec::BASE
};

/// The sections that its type asks for and that say nothing; a word such as *does not apply* fills one.
pub fn empty_sections(assessment: &Record) -> Vec<usize> {
    sections(assessment).into_iter().filter(|f| !says(assessment, *f)).collect()
}

/// The sections that its type asks for.
fn sections(assessment: &Record) -> Vec<usize> {
    let (wanted, rights): (&[usize], &[usize]) = match Type::of(assessment, TYPE) {
        Some(Type::Screening) => (&[SCREENING, CONCLUSION], &[]),
        Some(Type::Short) => (SHORT, &[]),
        Some(Type::Rights) => (FULL, RIGHTS),
        Some(Type::Full) | None => (FULL, &[]),
    };
    wanted.iter().chain(rights).copied().collect()
}

/// Everything that its type asks for: sections, and levels of effect.
pub fn asked(assessment: &Record) -> Vec<usize> {
    let levels = RATED[..rated(assessment)].iter().map(|(level, _)| *level);
    sections(assessment).into_iter().chain(levels).collect()
}

/// Whether a field says something: a word, a level, a figure.
pub fn is_said(assessment: &Record, field: usize) -> bool {
    says(assessment, field)
}

/// For how many of [`RATED`] its type asks.
fn rated(assessment: &Record) -> usize {
    match Type::of(assessment, TYPE) {
        Some(Type::Screening) => 0,
        Some(Type::Short) => 3,
        _ => RATED.len(),
    }
}

/// Whom no effect is rated for, or without a reason.
pub fn unrated(assessment: &Record) -> Vec<usize> {
    let open = |(level, why): &&(usize, usize)| assessment.choice(*level).is_none() || !says(assessment, *why);
    RATED[..rated(assessment)].iter().filter(open).map(|(level, _)| *level).collect()
}

/// Whether it is one of all sections, and no screening or short way.
pub fn is_whole(assessment: &Record) -> bool {
    assessment.choice(TYPE).is_some_and(|typ| WHOLE.contains(&typ))
}

/// Somebody approved it and it was not withdrawn.
pub fn is_approved(assessment: &Record) -> bool {
    progress::stands(assessment)
}

/// Days from asking to approving.
pub fn days(assessment: &Record) -> Option<i64> {
    let (asked, approved) = (assessment.date(ASKED)?, assessment.date(APPROVED_ON)?);
    Some(i64::from(asked.until((Unit::Day, approved)).ok()?.get_days()))
}

fn says(record: &Record, field: usize) -> bool {
    match record.value(field) {
        Value::Text(text) => !text.trim().is_empty(),
        value => !value.is_empty(),
    }
}

fn to_fill(_: View, assessment: &Record) -> String {
    match empty_sections(assessment).len() + unrated(assessment).len() {
        0 => String::new(),
        n => format!("{n} open"),
    }
}

fn took(_: View, assessment: &Record) -> String {
    days(assessment).map_or(String::new(), |n| format!("{n} days"))
}
