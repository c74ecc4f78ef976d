//! AI systems: the inventory. One line is enough to start; the rest is filled later.

pub use super::shared::{LIFE_WORDS as STATES, Life as State};
use super::{
    component, data_set,
    document::{self, Serves},
    model,
    organisation::AI_ROLES as AI_ROLE_WORDS,
    prelude::*,
    scope_item::WAVES,
    supplier,
};
use crate::domain::{
    bundles::{self, BundleFit},
    gate::{Near, linked},
    law::Law,
    marks,
    workflow::freshness,
};

choices! {
    Origin ORIGINS {
        InHouse = choice("in_house", "in-house", 'h').alias(&["in house", "inhouse", "internal", "built", "own"]),
        External = choice("external", "external", 'e').alias(&["third party", "third-party", "vendor", "bought", "purchased", "saas"]),
        Both = choice("both", "both", 'b').alias(&["hybrid", "mixed"]),
    }
}
choices! {
    /// Whether somebody allowed it.
    Approval APPROVALS {
        Found = choice("found", "found without approval", 'f').alias(&["shadow", "shadow ai", "unapproved"]).tone(Tone::Bad),
        Asked = choice("asked", "asked", 'a').alias(&["requested", "pending"]).tone(Tone::Waits),
        Approved = choice("approved", "approved", 'p').alias(&["yes", "allowed"]).tone(Tone::Good),
        Refused = choice("refused", "refused", 'r').alias(&["rejected", "no"]),
    }
}
choices! {
    /// What makes its outputs.
    Technique TECHNIQUES {
        Learned = choice("model", "model-based", 'm').alias(&["ml", "machine learning", "predictive", "deep learning", "statistical", "nlp", "computer vision"]),
        Generative = choice("generative", "generative", 'g').alias(&["genai", "generative ai", "llm"]),
        Rules = choice("rules", "rule-based", 'r').alias(&["rules", "expert system", "rule based"]),
        Mixed = choice("mixed", "mixed", 'x').alias(&["both", "hybrid"]),
    }
}
choices! {
    /// Whether it decides about people or things by itself.
    Decisions DECISIONS_LIST {
        No = choice("no", "no", 'n').alias(&["none", "false"]),
        WithHuman = choice("with_human", "with a human", 'h').alias(&["human in the loop", "assisted", "decision support", "human-in-the-loop"]),
        Automated = choice("automated", "automated", 'a').alias(&["yes", "fully automated", "true"]),
    }
}
choices! {
    /// The organisation's own risk class of a system.
    Tier TIERS {
        Low = choice("low", "Low", 'L').alias(&["minimal"]),
        Medium = choice("medium", "Medium", 'M').alias(&["moderate", "limited"]),
        High = choice("high", "High", 'H'),
        Critical = choice("critical", "Critical", 'C').alias(&["very high"]),
    }
}
/// What is looked at for each system, whether there is a risk or not.
pub static CLEAR_LIST: &[Choice] = &[
    choice("privacy", "privacy", 'p'),
    choice("transparency", "transparency", 't'),
    choice("bias", "bias", 'b').alias(&["fairness"]),
    choice("social", "social effects", 's').alias(&["society"]),
    choice("environment", "environment", 'e'),
];
/// Traits that ask for more controls than the class alone.
pub static TRAITS_LIST: &[Choice] = &[
    choice("open", "outsiders put something in or see results", 'o').alias(&["open to outsiders", "public"]),
    choice("learns", "learns in use or is retrained often", 'l').alias(&["learning"]),
    choice("safety", "a failure can hurt people or things", 's').alias(&["safety"]),
];

choices! {
    /// Class under the EU AI Act; *limited* and *minimal* are customary names, the Act has none.
    ActClass ACT_CLASSES {
        Prohibited = choice("prohibited", "prohibited", 'p').alias(&["unacceptable", "unacceptable risk", "banned"]),
        High = choice("high", "high risk", 'h').alias(&["high-risk", "high_risk"]),
        Limited = choice("limited", "limited risk", 'l').alias(&["limited-risk", "transparency", "limited_risk", "limited"]),
        Minimal = choice("minimal", "minimal risk", 'm').alias(&["minimal-risk", "low", "none", "minimal_risk", "minimal"]),
        GeneralPurpose = choice("gpai", "general purpose", 'g').alias(&["general-purpose", "gpai model", "general purpose ai"]),
    }
}
choices! {
    /// What the organisation is for a system under the EU AI Act (Article 3); not to be mixed with the roles of ISO/IEC 22989.
    ActRole ACT_ROLES {
        Provider = choice("provider", "provider", 'p').alias(&["developer", "manufacturer"]),
        Deployer = choice("deployer", "deployer", 'd').alias(&["user", "operator"]),
        Both = choice("both", "provider and deployer", 'b').alias(&["both", "provider, deployer"]),
        Importer = choice("importer", "importer", 'i'),
        Distributor = choice("distributor", "distributor", 's'),
        Product = choice("product_manufacturer", "product manufacturer", 'm').alias(&["product_manufacturer"]),
        Representative = choice("representative", "authorised representative", 'r').alias(&["authorized representative", "authorised_representative"]),
    }
}
choices! {
    Scope SCOPES {
        In = choice("in", "in", 'i').alias(&["yes", "y", "true", "in scope"]),
        Out = choice("out", "out", 'o').alias(&["no", "n", "false", "out of scope"]),
        Undecided = choice("undecided", "undecided", '?').alias(&["tbd", "open", "?"]),
    }
}

fields! {
    NAME = Field::line("name", "Name").column(22)
        .alias(&["system name", "system_name", "ai system", "ai system name", "project_title", "project title", "use case name", "label", "title", "application", "solution"]),
    STATE = Field::choice("state", "State", STATES).column(14)
        .alias(&["status", "deployment status", "deployment_status", "lifecycle stage", "lifecycle_stage", "current_stage", "stage"]),
    TIER = Field::choice("risk_class", "Risk class", TIERS).column(8).head("Class")
        .alias(&["risk level", "risk_level", "tier", "risk rating", "criticality"]).help("The organisation's own class, not that of a law."),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(12)
        .alias(&["system owner", "business owner", "responsible", "accountable", "owners", "owner name"]),
    ACT_CLASS = Field::choice("eu_ai_act", "EU AI Act", ACT_CLASSES).column(12)
        .alias(&["eu ai act class", "ai_risk_classification", "ai risk classification", "eu ai act category", "act class"])
        .help("Class of Regulation (EU) 2024/1689; limited and minimal are customary names."),
    ACT_ROLE = Field::choice("act_role", "Role under the Act", ACT_ROLES)
        .alias(&["eu ai act role", "act role", "type_of_high_risk_role", "our role", "operator role", "ai act role"])
        .help("What the organisation is for this system; one that rebrands it or changes its purpose becomes provider (Article 25)."),
    ACT_REASON = Field::long("act_reason", "Reason for the class").help("Why this class of the EU AI Act, in a sentence or two."),
    ACT_BY = Field::one("act_by", "Class decided by", &[Kind::Person]),
    ACT_MARKS = Field::several("act_marks", "Marks under the Act", marks::MARKS).alias(&["ai act marks", "act marks"])
        .help("Everything that holds at once: bans, points of Annex III, transparency, models. A help to sort, no legal advice."),
    ACT_ROLES_HELD = Field::several("act_roles", "Roles under the Act", marks::ROLES).alias(&["act roles"])
        .help("All parts the organisation plays for this system (Article 3); a name of one's own or a new purpose makes a provider (Article 25)."),
    ACT_FACTS = Field::several("act_facts", "Facts for the Act", marks::FACTS).help("Facts on which exceptions and duties hang."),
    ACT_HOLDS = Field::derived("act_holds", "Follows under the Act", 16, Derived { show: follows, rank: |_, _| 0 }).reads(&[]),
    ACT_DECIDED = Field::date("act_decided_on", "Marks decided on"),
    /// What was answered in the walk through the questions of the Act, a line a question.
    ACT_WALK = Field::long("act_walk", "Questions of the Act").hidden().ruled(),
    SCOPE = Field::choice("scope", "In scope", SCOPES).column(9).head("Scope")
        .alias(&["in scope", "in aims scope", "aims scope", "in_scope"]),
    WAVE = Field::choice("wave", "Wave", WAVES).alias(&["phase"]).help("Taken on in the pilot, now, next or later."),
    SCOPE_REASON = Field::line("scope_reason", "Reason if out of scope"),
    APPROVAL = Field::choice("approval", "Approval", APPROVALS).column(10).alias(&["approved", "approval state", "approval status"])
        .help("Whether somebody allowed it; what was found without approval stays on Home until it is decided."),
    OVERSEER = Field::one("overseer", "Who can stop it", &[Kind::Person]).alias(&["overseer", "human oversight", "oversight"]),
    OVERSIGHT = Field::long("oversight", "How it is stopped").alias(&["oversight measures", "how overseen"]),
    TRIED = Field::date("oversight_tried", "Stop last tried").alias(&["oversight tested", "stop last tried"])
        .help("The day on which stopping or overruling was last tried."),
    OPEN = Field::derived("open", "To settle", 9, Derived { show: to_settle, rank: |v, r| -(blanks(v, r) as i64) }).reads(&[]),
    PURPOSE = Field::long("purpose", "Purpose")
        .alias(&["purpose/use case", "use case", "use_case", "description", "summary", "goal", "intended purpose"]),
    AFFECTED = Field::line("affected", "People affected").alias(&["affected persons", "affected groups", "users", "end users", "user groups", "stakeholders", "data subjects"])
        .help("Who uses it, and about whom it says or decides something."),
    UNIT = Field::line("unit", "Unit").column(14).alias(&["department", "business unit", "team", "domain", "business function"]),
    TECHNIQUE = Field::choice("technique", "Technique", TECHNIQUES).column(11)
        .alias(&["type", "ai type", "ai_type", "kind", "system_kind", "model type"]).help("Model-based or rule-based."),
    DECISIONS = Field::choice("decisions", "Decides", DECISIONS_LIST).column(12)
        .alias(&["automated decision", "automated decisions", "automation", "decision making"]).help("Does it decide by itself, with a human, or not at all?"),
    ORIGIN = Field::choice("origin", "Origin", ORIGINS).column(9)
        .alias(&["build or buy", "make or buy", "development type", "developed by"]),
    SUPPLIERS = Field::many("suppliers", "Suppliers", &[Kind::Supplier])
        .alias(&["vendor", "vendors", "supplier", "provider", "third party", "vendor name"]).help("Needed when the origin is external or both."),
    PARTS = Field::many("parts", "Made of", &[Kind::Model, Kind::DataSet, Kind::Component])
        .alias(&["components", "parts", "made of"]).help("Models, data sets and components; with Tab to each."),
    WITH = Field::many("works_with", "Works with", &[Kind::System]).alias(&["interfaces", "connected systems"]),
    AI_ROLES = Field::several("ai_roles", "AI roles", AI_ROLE_WORDS).alias(&["iso 22989 role", "ai role"])
        .help("What the organisation is for this system in the words of ISO/IEC 22989; not its role under the EU AI Act."),
    MISSING = Field::derived("documents_missing", "Documents missing", 10, Derived { show: |v, s| papers(v, s, false), rank: |v, s| -(lacking(&v, s).len() as i64) }),
    THERE = Field::derived("documents_there", "Documents there", 10, Derived { show: |v, s| papers(v, s, true), rank: |v, s| lacking(&v, s).len() as i64 }),
    MODEL = Field::line("model", "Models").alias(&["model name", "model_name", "models", "model_family", "base_model", "algorithm"]),
    DATA = Field::line("data", "Data").alias(&["data sources", "training data", "datasets", "data used", "training_data_categories"]),
    PERSONAL = Field::choice("personal_data", "Personal data", YES_NO).alias(&["personal data", "pii", "pii_in_index", "contains pii", "processes personal data"]),
    CLEAR = Field::several("themes_clear", "Themes without a risk", CLEAR_LIST).help("Looked at, and nothing was found; say why below."),
    CLEAR_WHY = Field::long("themes_why", "Why without"),
    TRAITS = Field::several("traits", "Traits", TRAITS_LIST).help("What raises the controls that it needs, besides what the other fields say."),
    SHORT = Field::derived("controls_short", "Controls short", 10, Derived { show: |v, s| short(v, s), rank: |v, s| -(bundles::fit(v, s).under.len() as i64) }).reads(&[Kind::Organisation, Kind::Method, Kind::Risk, Kind::Item, Kind::Decision, Kind::Model, Kind::DataSet, Kind::Component, Kind::Assessment, Kind::Group, Kind::ControlAt]).form(),
    LIVE_SINCE = Field::date("live_since", "In use since").alias(&["start_date", "start date", "go-live", "go live date", "go-live date", "live since", "deployment date", "deployed on"]),
    IMPACT = Field::date("impact_assessed", "Impact assessed").alias(&["impact assessment", "aia date"]).help("Day of the last approved impact assessment."),
    CHANGED = Field::derived("changed", "Changed since review", 10, Derived { show: changed, rank: |v, s| i64::from(freshness::changed(v, s).is_none()) }).reads(&[Kind::Supplier, Kind::Model, Kind::DataSet, Kind::Component, Kind::Alteration]).head("Changed"),
    LAST_REVIEW = Field::date("last_review", "Last review").alias(&["last assessment date", "last_assessment_date", "last reviewed", "last_updated", "last updated"]),
    NEXT_REVIEW = Field::date("next_review", "Next review").column(10).alias(&["review date", "next assessment date", "review due"]),
    EXTERNAL_REF = Field::line("external_ref", "Reference elsewhere")
        .alias(&["id", "system id", "system_id", "uc_id", "ref_id", "external_ref", "asset id", "run_id"]).help("Its number in another inventory."),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::System,
    prefix: "S",
    table: "ai_system",
    name: "AI system",
    plural: "AI systems",
    list: Some("AI inventory"),
    also: &["inventory", "ai inventory"],
    help: "Where AI is used or planned. One line is enough to start.",
    fields: FIELDS,
    title: NAME,
    owner: Some(OWNER),
    holds: Some(NEXT_REVIEW),
    reviewed: Some(Reviewed { on: LAST_REVIEW, again: Again::On(NEXT_REVIEW) }),
    state: Some(STATE),
    reference: Some(EXTERNAL_REF),
    sort: Some(CHANGED),
    starts: &[(SCOPE, StartValue::Word(Scope::Undecided as u8))],
    follows: &[
        Follow { after: ACT_CLASS, word: Follow::ANY, then: ACT_REASON },
        Follow { after: SCOPE, word: Scope::Out as u8, then: SCOPE_REASON },
    ],
    detail: |view, system| view.cell(system, STATE),
    acts: &[Act::Owner, Act::State, Act::Assess, Act::Walk, Act::Duties, Act::Controls, Act::Catalogue],
    keys: Some("systems"),
    compared: true,
    imports: Some('s'),
    named: true,
    sections: &[
        Section::new("For the EU AI Act", ACT_CLASS),
        Section::new("Scope", SCOPE),
        Section::new("Why out of scope", SCOPE_REASON).when(SCOPE, &[Scope::Out as u8]),
        Section::new("Approval and oversight", APPROVAL),
        Section::new("What it is", OPEN),
        Section::new("What it is made of", ORIGIN),
        Section::new("Themes and controls", CLEAR),
        Section::new("Its life", LIVE_SINCE),
        Section::new("More", EXTERNAL_REF),
    ],
    keeps: Some(NOTES),
    clause: "4.3",
    ..Spec::BASE
};

/// What still has to be settled about a system before the scope can rest on it, each with the field that settles it.
pub fn unsettled(system: &Record) -> Vec<(usize, &'static str)> {
    let mut open = Vec::new();
    if State::of(system, STATE) == Some(State::Retired) {
        return open;
    }
    if Tier::of(system, TIER).is_none() {
        open.push((TIER, "no risk class"));
    }
    if system.one(OWNER).is_none() {
        open.push((OWNER, "no owner"));
    }
    match Scope::of(system, SCOPE) {
        None | Some(Scope::Undecided) => open.push((SCOPE, "scope undecided")),
        Some(Scope::Out) if system.text(SCOPE_REASON).trim().is_empty() => {
            open.push((SCOPE_REASON, "out of scope without a reason"))
        }
        Some(Scope::Out) if is_high(system) => open.push((SCOPE, "high class, yet out of scope")),
        _ => {}
    }
    if matches!(Origin::of(system, ORIGIN), Some(Origin::External | Origin::Both)) && system.refs(SUPPLIERS).is_empty()
    {
        open.push((SUPPLIERS, "external, but no supplier"));
    }
    if ActClass::of(system, ACT_CLASS).is_some()
        && (system.value(ACT_REASON).is_empty() || system.one(ACT_BY).is_none())
    {
        open.push((ACT_REASON, "EU AI Act class without reason or name"));
    }
    open
}

/// The same in words.
pub fn open_points(system: &Record) -> Vec<&'static str> {
    unsettled(system).into_iter().map(|(_, what)| what).collect()
}

/// High or critical by the organisation's own class, or high or prohibited under the EU AI Act.
pub fn is_high(system: &Record) -> bool {
    let held = marks::held(&marks::codes(system, ACT_MARKS), &marks::codes(system, ACT_FACTS));
    let marked = held.contains(&"HR") || held.contains(&"5");
    Tier::of(system, TIER) >= Some(Tier::High)
        || marked
        || matches!(ActClass::of(system, ACT_CLASS), Some(ActClass::High | ActClass::Prohibited))
}

/// What follows from marks and facts, and what contradicts itself.
fn follows(_: View, system: &Record) -> String {
    let (set, facts) = (marks::codes(system, ACT_MARKS), marks::codes(system, ACT_FACTS));
    if set.is_empty() {
        return String::new();
    }
    let held = marks::held(&set, &facts);
    let words = [
        ("5", "banned"),
        ("HR.I", "high risk by product law"),
        ("HR.III", "high risk by Annex III"),
        ("6.3.ok", "exception of Article 6(3)"),
        ("50", "transparency duties"),
        ("NONE", "none of these"),
    ];
    let told = words.iter().filter(|(code, _)| held.contains(code)).map(|(_, word)| *word);
    told.chain(contradictions(system)).collect::<Vec<_>>().join("; ")
}

/// What contradicts itself in marks, facts and roles under the EU AI Act.
pub fn contradictions(system: &Record) -> Vec<&'static str> {
    let law = Law::of(system);
    let mut told = law.contradictions();
    let class = ActClass::of(system, ACT_CLASS);
    let low = matches!(class, Some(ActClass::Limited | ActClass::Minimal));
    let marked = !system.value(ACT_MARKS).is_empty();
    if low && law.holds("HR") {
        told.push("the class is below high risk, although a mark of high risk holds");
    }
    if class == Some(ActClass::Minimal) && law.holds("50") {
        told.push("the class is minimal, although a duty of transparency is marked");
    }
    if class == Some(ActClass::Limited) && marked && !law.holds("50") && !law.holds("HR") {
        told.push("the class is limited risk, and nothing of Article 50 is marked");
    }
    told
}

fn blanks(_: View, system: &Record) -> usize {
    unsettled(system).len()
}

fn to_settle(view: View, system: &Record) -> String {
    match blanks(view, system) {
        0 => String::new(),
        n => format!("{n} open"),
    }
}

/// The newest significant change since the last review, of the system or of anything behind it.
fn changed(view: View, system: &Record) -> String {
    freshness::changed(view, system).map_or(String::new(), |id| view.records.called(id))
}

/// The controls that its class asks for and that are not there.
fn short(view: View, system: &Record) -> String {
    let under = bundles::fit(view, system).under;
    if under.is_empty() { String::new() } else { format!("{}: {}", under.len(), BundleFit::told(&under)) }
}

/// The documents that a system needs and that none says of it: of the models and parts that it is made of too.
pub fn lacking(near: &dyn Near, system: &Record) -> Vec<Serves> {
    let wanted: &[Serves] = match State::of(system, STATE) {
        None | Some(State::Idea | State::Planned | State::Retired) => &[],
        Some(State::Development) => &[Serves::Purpose, Serves::Design, Serves::Data],
        Some(State::Pilot | State::Live) => Serves::ALL,
    };
    let said = said(near, system);
    wanted.iter().copied().filter(|w| !said.contains(w)).collect()
}

/// What documents about a system and about what it is made of say, those that were withdrawn left out.
fn said(near: &dyn Near, system: &Record) -> Vec<Serves> {
    let about: Vec<Id> = [system.id].into_iter().chain(system.refs(PARTS).iter().copied()).collect();
    let mut said = Vec::new();
    for id in about {
        for document in linked(near, id, (Kind::Document, document::SYSTEMS)).filter(|d| !progress::is_over(d)) {
            let codes: Vec<&str> = document.words(document::SERVES).collect();
            said.extend(Serves::ALL.iter().filter(|w| codes.contains(&w.choice().code)));
        }
    }
    said
}

/// In words, the documents that are there or those that are missing.
fn papers(view: View, system: &Record, there: bool) -> String {
    let (missing, said) = (lacking(&view, system), said(&view, system));
    let words = Serves::ALL.iter().filter(|w| if there { said.contains(w) } else { missing.contains(w) });
    words.map(|w| w.label()).collect::<Vec<_>>().join(", ")
}

/// Systems and the parts of systems among records, with every system that is made of one of them, over all levels.
pub fn reached(view: View, from: &[Id]) -> Vec<Id> {
    let mut all: Vec<Id> = from.to_vec();
    let mut at = 0;
    while let Some(id) = all.get(at).copied() {
        at += 1;
        let users = [
            (Kind::System, PARTS),
            (Kind::System, SUPPLIERS),
            (Kind::Component, component::USES),
            (Kind::Component, component::SUPPLIER),
            (Kind::Model, model::BASED_ON),
            (Kind::Model, model::DATA),
            (Kind::Model, model::SUPPLIER),
            (Kind::DataSet, data_set::MADE_FROM),
            (Kind::DataSet, data_set::SUPPLIER),
            (Kind::Supplier, supplier::THROUGH),
        ];
        for (kind, field) in users {
            for user in view.records.linked(id, kind, field).map(|r| r.id) {
                if !all.contains(&user) {
                    all.push(user);
                }
            }
        }
    }
    all
}
