//! Lists of words that several kinds share, each written once.

use super::{
    Choice, Stage,
    field::{Tone, choice},
};

/// How far a piece of work is.
pub static WORK_WORDS: &[Choice] = &[
    choice("open", "open", 'o').alias(&["new", "to do", "planned", "not started"]).stage(Stage::Open),
    choice("in_work", "in work", 'w').alias(&["in progress", "started", "ongoing"]).stage(Stage::InWork),
    choice("done", "done", 'd').alias(&["completed", "complete", "finished"]).stage(Stage::Done),
    choice("checked", "checked", 'k').alias(&["verified"]).stage(Stage::Checked),
    choice("closed", "closed", 'c').stage(Stage::Closed),
    choice("dropped", "dropped", 'x').alias(&["cancelled", "canceled"]).over(),
];
/// Index of *open* in [`WORK_WORDS`].
pub const OPEN: u8 = 0;
/// Index of *dropped* in [`WORK_WORDS`].
pub const DROPPED: u8 = 5;

/// Whether a thing that goes on is in force.
pub static STANDING_WORDS: &[Choice] = &[
    choice("proposed", "proposed", 'p').alias(&["planned", "draft"]).stage(Stage::Open),
    choice("active", "active", 'a').alias(&["in force", "yes"]).stage(Stage::InWork),
    choice("ended", "ended", 'e').alias(&["retired", "closed", "stopped"]).over(),
];
/// Index of *proposed* in [`STANDING_WORDS`].
pub const PROPOSED: u8 = 0;
/// Index of *active* in [`STANDING_WORDS`].
pub const ACTIVE: u8 = 1;

/// What was asked of somebody and what came of it.
pub static AGREEMENT_WORDS: &[Choice] = &[
    choice("missing", "missing", 'm').stage(Stage::Open),
    choice("asked", "asked", 'a').alias(&["requested"]).stage(Stage::InWork),
    choice("agreed", "agreed", 'g').alias(&["approved", "granted"]).stage(Stage::Closed),
    choice("refused", "refused", 'r').alias(&["rejected"]).over(),
];
/// Index of *asked* in [`AGREEMENT_WORDS`].
pub const ASKED: u8 = 1;
/// Index of *agreed* in [`AGREEMENT_WORDS`].
pub const AGREED: u8 = 2;
/// Index of *refused* in [`AGREEMENT_WORDS`].
pub const REFUSED: u8 = 3;

/// How grave something is where no risk method speaks.
pub static LEVEL_WORDS: &[Choice] = &[
    choice("low", "low", 'l'),
    choice("medium", "medium", 'm'),
    choice("high", "high", 'h').tone(Tone::Warn),
    choice("critical", "critical", 'c').tone(Tone::Bad),
];

/// What responsible use of AI is about.
pub static THEME_WORDS: &[Choice] = &[
    choice("fairness", "fairness", 'f').alias(&["bias", "non-discrimination"]),
    choice("privacy", "privacy", 'p').alias(&["data protection"]),
    choice("security", "security", 's'),
    choice("transparency", "transparency", 't').alias(&["explainability"]),
    choice("accountability", "accountability", 'a').alias(&["responsibility"]),
    choice("safety", "safety", 'y'),
    choice("data_integrity", "data integrity", 'd').alias(&["data quality"]),
    choice("decision_traceability", "decision traceability", 'r').alias(&["traceability"]),
    choice("environment", "environment", 'e').alias(&["sustainability"]),
    choice("social", "social", 'o').alias(&["society"]),
];

/// The functions of an organisation that an AIMS needs at one table.
pub static FUNCTION_WORDS: &[Choice] = &[
    choice("risk", "risk", 'r').alias(&["risk management"]),
    choice("compliance", "compliance", 'c'),
    choice("legal", "legal", 'l').alias(&["law"]),
    choice("it", "IT", 'i').alias(&["engineering", "technology"]),
    choice("security", "security", 's').alias(&["information security"]),
    choice("leadership", "senior leadership", 'm').alias(&["management", "executives", "leadership"]),
    choice("data_science", "data science", 'd').alias(&["ai", "machine learning"]),
    choice("business", "business", 'b'),
];

/// The side from which a piece of work is looked at.
pub static DOMAIN_WORDS: &[Choice] = &[
    choice("technical", "technical", 't'),
    choice("business", "business", 'b'),
    choice("legal", "legal", 'l'),
    choice("ethical", "ethical", 'e'),
];

/// Whom a training or a message is for.
pub static AUDIENCE_WORDS: &[Choice] = &[
    choice("executives", "executives", 'x').alias(&["management", "leadership"]),
    choice("developers", "developers and data scientists", 'd').alias(&["developers", "data scientists"]),
    choice("compliance", "compliance, legal, risk", 'c').alias(&["compliance", "legal", "risk", "compliance legal and risk"]),
    choice("everyone", "everyone", 'e').alias(&["all", "all staff"]),
    choice("overseers", "overseers", 'o'),
    choice("suppliers", "suppliers", 's'),
    choice("users", "users", 'u'),
    choice("public", "public", 'p'),
];
