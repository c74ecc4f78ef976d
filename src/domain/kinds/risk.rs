//! Risks: rated before controls, now, and after planned controls (clauses 6.1.2, 6.1.3, 8.2, 8.3).

use super::prelude::*;
pub use super::shared::{AREAS, STAGES};
use crate::domain::matrix::Matrix;

/// Where risks come from: the sources of Annex C.3, by their short titles.
pub static SOURCES_LIST: &[Choice] = &[
    choice("environment", "complexity of environment (C.3.1)", 'e'),
    choice("opaqueness", "lack of transparency and explainability (C.3.2)", 't'),
    choice("automation", "level of automation (C.3.3)", 'a'),
    choice("learning", "machine learning (C.3.4)", 'm').alias(&["machine learning"]),
    choice("hardware", "system hardware (C.3.5)", 'h'),
    choice("life_cycle", "system life cycle (C.3.6)", 'l').alias(&["life cycle", "lifecycle"]),
    choice("readiness", "technology readiness (C.3.7)", 'r').alias(&["technology readiness"]),
];
/// What a risk hits: the objectives of Annex C.2, by their short titles.
pub static OBJECTIVES_LIST: &[Choice] = &[
    choice("accountability", "accountability (C.2.1)", 'a'),
    choice("expertise", "AI expertise (C.2.2)", 'x'),
    choice("data", "availability and quality of data (C.2.3)", 'd').alias(&["data quality"]),
    choice("environmental", "environmental impact (C.2.4)", 'e'),
    choice("fairness", "fairness (C.2.5)", 'f'),
    choice("maintainability", "maintainability (C.2.6)", 'm'),
    choice("privacy", "privacy (C.2.7)", 'p'),
    choice("robustness", "robustness (C.2.8)", 'r'),
    choice("safety", "safety (C.2.9)", 's'),
    choice("security", "security (C.2.10)", 'c'),
    choice("transparency", "transparency and explainability (C.2.11)", 't').alias(&["explainability"]),
];

choices! {
    Type TYPES {
        Risk = choice("risk", "risk", 'r'),
        Misuse = choice("misuse", "misuse scenario", 'm').alias(&["misuse", "abuse"]),
        Opportunity = choice("opportunity", "opportunity", 'o'),
    }
}
choices! {
    /// What is done about a risk.
    Treatment TREATMENTS {
        Reduce = choice("reduce", "reduce", 'r').alias(&["mitigate", "treat", "modify", "mitigation", "reduction"]),
        Avoid = choice("avoid", "avoid", 'v').alias(&["terminate", "stop", "eliminate"]),
        Share = choice("share", "share", 's').alias(&["transfer", "insure", "outsource"]),
        Accept = choice("accept", "accept", 'a').alias(&["tolerate", "retain", "acceptance"]),
    }
}
choices! {
    Status STATUSES {
        Open = choice("open", "open", 'o').alias(&["new", "identified", "active", "not started"]).stage(Stage::Open),
        InWork = choice("in_work", "in work", 'w').alias(&["in progress", "mitigating", "treating", "in treatment"]).stage(Stage::InWork),
        Accepted = choice("accepted", "accepted", 'a').stage(Stage::Done),
        Closed = choice("closed", "closed", 'c').alias(&["done", "completed", "resolved", "mitigated", "retired"]).stage(Stage::Closed),
    }
}

fields! {
    TITLE = Field::line("title", "Title").column(28)
        .alias(&["name", "risk", "risk_name", "risk name", "risk title", "risk statement", "summary"]),
    LEVEL = Field::derived("level", "Level now", 5, Derived { show: |v, r| letter(v, r, Picture::Current), rank: level_rank }).reads(&[Kind::Method])
        .alias(&["score", "rating", "risk level", "risk score", "risk rating", "current_level", "current_risk", "level"]).head("Level").toned(|v, r| tone(v, r, Picture::Current)),
    WAS = Field::derived("was", "Level before controls", 3, Derived { show: |v, r| letter(v, r, Picture::Inherent), rank: |v, r| -i64::from(score_in(v, r, Picture::Inherent)) }).reads(&[Kind::Method])
        .alias(&["inherent_level", "inherent_risk", "inherent score"]).head("Was").toned(|v, r| tone(v, r, Picture::Inherent)),
    LIKELIHOOD = Field::number("likelihood", "Likelihood now", 1, 6).column(1).head("L").help("A step of the risk method; m moves the risk and asks why.")
        .alias(&["likelihood", "probability", "current_proba", "proba", "current likelihood"]),
    CONSEQUENCE = Field::number("consequence", "Consequence now", 1, 6).column(1).head("C").help("A step of the risk method; m moves the risk and asks why.")
        .alias(&["impact", "severity", "consequence", "current_impact", "risk severity", "current impact"]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(12).alias(&["risk owner", "risk_owner", "responsible", "action_owner"]),
    SYSTEMS = Field::many("systems", "Systems", &[Kind::System, Kind::Model, Kind::DataSet, Kind::Component, Kind::ScopeItem, Kind::Supplier]).column(10)
        .alias(&["ai system", "system", "asset", "assets", "application", "use case", "ai systems"]),
    PLAN = Field::derived("plan", "Actions done", 4, Derived { show: plan, rank: |v, r| actions(v, r).map_or(1, |(done, all)| done as i64 - all as i64) }).reads(&[Kind::Action]).head("Plan"),
    STATUS = Field::choice("status", "Status", STATUSES).column(9).alias(&["mitigation_status", "mitigation status", "state", "risk status"]),
    APPETITE = Field::derived("appetite", "Against the appetite", 8, Derived { show: |v, r| against_appetite(v, r).to_string(), rank: |v, r| appetite_rank(against_appetite(v, r)) }).reads(&[Kind::Method]).head("Appetite").toned(appetite_tone),
    AREA = Field::choice("area", "Area", AREAS).column(14).alias(&["category", "risk category", "risk_category", "type", "risk type", "theme"]),
    CATEGORY = Field::line("own_category", "Own category").column(14).alias(&["own category", "sub-category", "subcategory", "risk sub-category", "internal category"])
        .help("A category of your own beside the area; the risk method lists those in use."),
    DESCRIPTION = Field::long("description", "Description").alias(&["details", "cause, event, consequence", "scenario", "risk description", "justification"])
        .help("Cause, event, consequence. For misuse: who, does what, how, with what effect."),
    CAUSE = Field::long("cause", "Cause").alias(&["causes", "root cause", "source of risk"]).help("Why it can happen."),
    SIGNS = Field::long("signs", "Signs").alias(&["warning signs", "early warning", "indicators"]).help("By what it is noticed."),
    SOURCES = Field::several("risk_sources", "Risk sources", SOURCES_LIST).alias(&["risk source", "risk sources"]).help("The sources of Annex C.3 that it comes from."),
    HITS = Field::several("objectives_hit", "Objectives hit", OBJECTIVES_LIST).alias(&["objectives hit"]).help("The objectives of Annex C.2 that it endangers."),
    SEE = Field::line("see", "See also").alias(&["references", "sources"]).help("Where public schemes of risks name it."),
    TYPE = Field::choice("type", "Type", TYPES),
    STAGE = Field::choice("stage", "Life-cycle stage", STAGES).alias(&["life-cycle stage", "lifecycle stage", "lifecycle_stage", "ai_lifecycle_phase"]),
    ACTOR = Field::line("actor", "Who").help("Who would misuse it, or use it wrongly."),
    ACT = Field::line("act", "Does what"),
    PATH = Field::line("path", "How"),
    EFFECT = Field::line("effect", "With what effect"),
    INHERENT_LIKELIHOOD = Field::number("inherent_likelihood", "Likelihood before controls", 1, 6)
        .alias(&["inherent_proba", "inherent likelihood", "inherent probability", "gross likelihood"]),
    INHERENT_CONSEQUENCE = Field::number("inherent_consequence", "Consequence before controls", 1, 6)
        .alias(&["inherent_impact", "inherent impact", "inherent severity", "gross impact"]),
    INHERENT_ON = Field::date("inherent_on", "Rated before controls on"),
    INHERENT_WHY = Field::line("inherent_why", "Why before controls"),
    RESIDUAL_LIKELIHOOD = Field::number("residual_likelihood", "Likelihood after the plan", 1, 6)
        .alias(&["residual_proba", "residual likelihood", "residual probability", "net likelihood"]),
    RESIDUAL_CONSEQUENCE = Field::number("residual_consequence", "Consequence after the plan", 1, 6)
        .alias(&["residual_impact", "residual impact", "residual severity", "net impact"]),
    RESIDUAL_ON = Field::date("residual_on", "Rated after the plan on"),
    RESIDUAL_WHY = Field::line("residual_why", "Why after the plan"),
    TARGET_LIKELIHOOD = Field::number("target_likelihood", "Likelihood aimed at", 1, 6).alias(&["target likelihood", "target_proba"]),
    TARGET_CONSEQUENCE = Field::number("target_consequence", "Consequence aimed at", 1, 6).alias(&["target impact", "target_impact"]),
    TARGET_ON = Field::date("target_on", "Rated aimed at on"),
    TARGET_WHY = Field::line("target_why", "Why aimed at"),
    RATED = Field::date("rated", "Last rated").alias(&["last rated", "assessment date", "last assessed", "last assessment date", "date assessed", "last review"])
        .help("Set when the risk is rated; a rating grows old (clause 8.2)."),
    DUE = Field::date("due", "Target by").column(10).alias(&["target date", "due date", "deadline", "eta", "due_date"]),
    REASON = Field::line("reason", "Reason of the rating").help("Why the risk moved to its present cell."),
    TREATMENT = Field::choice("treatment", "Treatment", TREATMENTS).column(9).alias(&["treatment option", "response", "risk response", "strategy", "risk treatment"]),
    CONTROLS = Field::many("controls", "Treated by", &[Kind::Item]).column(16)
        .alias(&["controls_mapping", "controls mapping", "existing_controls", "additional_controls", "existing_applied_controls", "annex a controls", "annex a", "control", "mitigation controls"])
        .help("Controls of Annex A or your own that treat the risk."),
    DUTIES = Field::many("duties", "Duties", &[Kind::Obligation]).help("What law or contract asks, where the risk is to break it."),
    WATCHED = Field::line("watched", "Watched by").alias(&["metric", "indicator", "kri"]).help("The measure that tells when it gets worse."),
    REVIEW = Field::date("review", "Next review").alias(&["next review", "review date"]),
    ACCEPTED_BY = Field::one("accepted_by", "Accepted by", &[Kind::Person]),
    ACCEPTED_ON = Field::date("accepted_on", "Accepted on"),
    IDENTIFIED = Field::date("identified", "Identified on").alias(&["date identified", "date raised", "raised on", "identified", "created", "created on"]),
    OFFERED = Field::choice("offered", "In the own catalogue", YES_NO).help("Yes offers it among the ready-made risks, with everything but its rating."),
    EXTERNAL_REF = Field::line("external_ref", "Reference elsewhere").alias(&["id", "risk id", "risk_id", "ref_id", "code"]),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks", "mitigation plan", "mitigation_plan", "mitigation", "action plan"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Risk,
    prefix: "R",
    table: "risk",
    name: "risk",
    plural: "risks",
    help: "What could go wrong, how likely, with what consequence, and what is done about it.",
    naming: "What could go wrong, as one line. What a system does to people is no risk of ours: F on the system assesses it.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(OWNER),
    due: Some(DUE),
    reviewed: Some(Reviewed { on: RATED, again: Again::On(REVIEW) }),
    state: Some(STATUS),
    reference: Some(EXTERNAL_REF),
    sort: Some(LEVEL),
    starts: &[(STATUS, StartValue::Word(Status::Open as u8)), (IDENTIFIED, StartValue::Today)],
    follows: &[
        Follow { after: TREATMENT, word: Treatment::Accept as u8, then: ACCEPTED_BY },
        Follow { after: TREATMENT, word: Treatment::Reduce as u8, then: CONTROLS },
        Follow { after: TREATMENT, word: Treatment::Share as u8, then: CONTROLS },
    ],
    acts: &[
        Act::Rate,
        Act::Move,
        Act::Treat,
        Act::Catalogue,
        Act::Owner,
        Act::Day,
        Act::State,
        Act::Decide,
        Act::Action,
    ],
    keys: Some("risks"),
    sets: &[(Act::Treat, TREATMENT)],
    // The two of a picture belong together, and each picture has its day and its reason.
    within: &[
        (LIKELIHOOD, Act::Rate),
        (CONSEQUENCE, Act::Rate),
        (INHERENT_LIKELIHOOD, Act::Rate),
        (INHERENT_CONSEQUENCE, Act::Rate),
        (RESIDUAL_LIKELIHOOD, Act::Rate),
        (RESIDUAL_CONSEQUENCE, Act::Rate),
        (TARGET_LIKELIHOOD, Act::Rate),
        (TARGET_CONSEQUENCE, Act::Rate),
    ],
    detail: |view, risk| view.cell(risk, LEVEL),
    compared: true,
    imports: Some('r'),
    sections: &[
        Section::new("What can happen", AREA),
        Section::new("The misuse", ACTOR).when(TYPE, &[Type::Misuse as u8]),
        Section::new("Levels before and after", INHERENT_LIKELIHOOD),
        Section::new("Rating", RATED),
        Section::new("Treatment", TREATMENT),
        Section::new("More", IDENTIFIED),
    ],
    keeps: Some(NOTES),
    clause: "6.1",
    angles: &["risk"],
    ..Spec::BASE
};

/// One of the four pictures of a risk: which pair of ratings is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// Before any control.
    Inherent,
    Current,
    /// After the plan is carried out.
    Residual,
    /// Where the organisation wants it.
    Target,
}

impl Picture {
    pub const ALL: [Picture; 4] = [Picture::Inherent, Picture::Current, Picture::Residual, Picture::Target];

    /// The fields of likelihood and consequence.
    pub fn fields(self) -> (usize, usize) {
        match self {
            Picture::Inherent => (INHERENT_LIKELIHOOD, INHERENT_CONSEQUENCE),
            Picture::Current => (LIKELIHOOD, CONSEQUENCE),
            Picture::Residual => (RESIDUAL_LIKELIHOOD, RESIDUAL_CONSEQUENCE),
            Picture::Target => (TARGET_LIKELIHOOD, TARGET_CONSEQUENCE),
        }
    }
    /// The fields of the day and the reason.
    pub fn account(self) -> (usize, usize) {
        match self {
            Picture::Inherent => (INHERENT_ON, INHERENT_WHY),
            Picture::Current => (RATED, REASON),
            Picture::Residual => (RESIDUAL_ON, RESIDUAL_WHY),
            Picture::Target => (TARGET_ON, TARGET_WHY),
        }
    }
    /// The picture that a field of likelihood or consequence belongs to.
    pub fn of_field(field: usize) -> Option<Picture> {
        Picture::ALL.into_iter().find(|p| [p.fields().0, p.fields().1].contains(&field))
    }
    pub fn label(self) -> &'static str {
        match self {
            Picture::Inherent => "inherent",
            Picture::Current => "current",
            Picture::Residual => "residual",
            Picture::Target => "target",
        }
    }
    /// The risk's likelihood and consequence in this picture, if both are rated.
    pub fn cell(self, risk: &Record) -> Option<(u8, u8)> {
        let (likelihood, consequence) = self.fields();
        pair(risk, likelihood, consequence)
    }
    /// The same if the scales in force have these steps: a method that was made smaller leaves ratings outside it.
    pub fn on(self, risk: &Record, matrix: &Matrix) -> Option<(u8, u8)> {
        let (likelihoods, consequences) = matrix.size();
        self.cell(risk).filter(|(l, c)| (1..=likelihoods).contains(l) && (1..=consequences).contains(c))
    }
    /// The same with the day and the reason of the rating, as far as they are known.
    pub fn accounted(self, risk: &Record, matrix: &Matrix) -> String {
        let (on, why) = self.account();
        let day = risk.date(on).map(|day| day.to_string());
        let why = Some(risk.text(why).to_string()).filter(|why| self != Picture::Current && !why.is_empty());
        let more: Vec<String> = day.into_iter().chain(why).collect();
        let told = self.told(risk, matrix);
        if more.is_empty() || self.cell(risk).is_none() { told } else { format!("{told}, {}", more.join(": ")) }
    }
    /// `L4 C3  H high`, or why there is no band.
    pub fn told(self, risk: &Record, matrix: &Matrix) -> String {
        match (self.on(risk, matrix), self.cell(risk)) {
            (Some((l, c)), _) => {
                let band = matrix.band(l, c);
                format!("L{l} C{c}  {} {}", band.letter, band.label)
            }
            (None, Some((l, c))) => format!("L{l} C{c}  not on the scale in force"),
            (None, None) => "not rated".into(),
        }
    }
}

/// The scale a rating field counts on: `true` for likelihood, `false` for consequence; nothing for other fields.
pub fn is_likelihood(field: usize) -> Option<bool> {
    Picture::ALL.iter().find_map(|p| match p.fields() {
        (l, _) if l == field => Some(true),
        (_, c) if c == field => Some(false),
        _ => None,
    })
}

/// The words of the scale a rating field counts on.
pub fn scale(field: usize, matrix: &Matrix) -> Option<&[String]> {
    is_likelihood(field).map(|l| if l { matrix.likelihood.as_slice() } else { matrix.consequence.as_slice() })
}

fn pair(risk: &Record, likelihood: usize, consequence: usize) -> Option<(u8, u8)> {
    Some((risk.number(likelihood)? as u8, risk.number(consequence)? as u8))
}

/// The letter of the band; `?` if the rating is on no step of the scale in force.
fn letter(view: View, risk: &Record, picture: Picture) -> String {
    let matrix = view.records.matrix();
    match picture.on(risk, matrix) {
        Some((l, c)) => matrix.band(l, c).letter.to_string(),
        None => if picture.cell(risk).is_some() { "?" } else { "-" }.into(),
    }
}

fn tone(view: View, risk: &Record, picture: Picture) -> Tone {
    let matrix = view.records.matrix();
    let band = picture.on(risk, matrix).map(|(l, c)| matrix.band_index(l, c));
    band.map_or(Tone::Plain, |band| Tone::Band(band, matrix.bands.len()))
}

fn score_in(view: View, risk: &Record, picture: Picture) -> u16 {
    let matrix = view.records.matrix();
    picture.on(risk, matrix).map_or(0, |(l, c)| matrix.score(l, c))
}

/// Likelihood times consequence now; 0 if not rated.
pub fn score(view: View, risk: &Record) -> u16 {
    score_in(view, risk, Picture::Current)
}

/// Whether a risk still counts: it is neither closed nor hidden.
pub fn is_open(risk: &Record) -> bool {
    !risk.hidden && Status::of(risk, STATUS) != Some(Status::Closed)
}

/// Accepted, by its status or by its treatment.
pub fn is_accepted(risk: &Record) -> bool {
    Status::of(risk, STATUS) == Some(Status::Accepted) || Treatment::of(risk, TREATMENT) == Some(Treatment::Accept)
}

/// `above`, `at` or `below` the appetite of its area; empty if not rated.
pub fn against_appetite(view: View, risk: &Record) -> &'static str {
    against(view.records.matrix(), risk)
}

/// The same by a risk method.
pub fn against(matrix: &Matrix, risk: &Record) -> &'static str {
    let area = risk.choice(AREA).map(|i| AREAS[usize::from(i)].code).unwrap_or_default();
    match Picture::Current.on(risk, matrix).map(|(l, c)| Some(matrix.band_index(l, c)).cmp(&matrix.appetite(area))) {
        None => "",
        Some(std::cmp::Ordering::Greater) => "above",
        Some(std::cmp::Ordering::Equal) => "at",
        Some(std::cmp::Ordering::Less) => "below",
    }
}

/// Done and all actions of a risk; `None` if there are none.
pub fn actions(view: View, risk: &Record) -> Option<(usize, usize)> {
    use super::action;
    let mut all = 0;
    let mut done = 0;
    for action in view.records.linked(risk.id, Kind::Action, action::ABOUT) {
        all += 1;
        done += usize::from(progress::is_done(action));
    }
    (all > 0).then_some((done, all))
}

/// The highest score first; before it what is off the scale, for nobody knows how high it is.
pub fn level_rank(view: View, risk: &Record) -> i64 {
    let current = Picture::Current;
    let off = current.cell(risk).is_some() && current.on(risk, view.records.matrix()).is_none();
    if off { -i64::from(u16::MAX) } else { -i64::from(score(view, risk)) }
}

/// Above is what has to be dealt with, at the appetite is watched.
fn appetite_tone(view: View, risk: &Record) -> Tone {
    match against_appetite(view, risk) {
        "above" => Tone::Bad,
        "at" => Tone::Warn,
        _ => Tone::Plain,
    }
}

/// Above comes first, not rated last.
fn appetite_rank(word: &str) -> i64 {
    match word {
        "above" => 0,
        "at" => 1,
        "below" => 2,
        _ => 3,
    }
}

fn plan(view: View, risk: &Record) -> String {
    actions(view, risk).map_or("none".into(), |(done, all)| format!("{done}/{all}"))
}
