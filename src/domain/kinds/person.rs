//! People: owners, interviewees, auditors.

use super::prelude::*;

/// Interview roles, the codes of the built-in pack; questions are proposed from them.
pub static ROLES: &[Choice] = &[
    choice("top_management", "top management", 't'),
    choice("governing_body", "governing body", 'g'),
    choice("aims_manager", "AIMS manager", 'a'),
    choice("ai_committee", "AI committee chair", 'a'),
    choice("risk_manager", "risk manager", 'r'),
    choice("risk_owner", "risk owner", 'r'),
    choice("compliance_legal", "compliance or legal", 'c'),
    choice("privacy_officer", "privacy officer", 'p'),
    choice("security_officer", "security officer", 's'),
    choice("ai_system_owner", "AI system owner", 'a'),
    choice("product_manager", "product manager", 'p'),
    choice("ml_lead", "ML lead", 'm'),
    choice("validation_lead", "validation lead", 'v'),
    choice("mlops_engineer", "MLOps engineer", 'm'),
    choice("it_manager", "IT manager", 'i'),
    choice("data_steward", "data steward", 'd'),
    choice("impact_assessor", "impact assessor", 'i'),
    choice("human_overseer", "human overseer", 'h'),
    choice("end_user", "end user", 'e'),
    choice("hr_manager", "HR manager", 'h'),
    choice("procurement", "procurement", 'p'),
    choice("customer_manager", "customer manager", 'c'),
    choice("communications", "communications", 'c'),
    choice("incident_manager", "incident manager", 'i'),
    choice("internal_auditor", "internal auditor", 'i'),
    choice("document_controller", "document controller", 'd'),
    choice("finance", "finance", 'f'),
    choice("sustainability", "sustainability", 's'),
];

/// Index of *AIMS manager* in [`ROLES`].
pub const AIMS_MANAGER: u8 = 2;

/// Fields in which an AIMS needs somebody who can judge.
pub static SKILL_WORDS: &[Choice] = &[
    choice("ai", "AI", 'i').alias(&["machine learning", "ml", "artificial intelligence"]),
    choice("security", "security", 's').alias(&["information security", "infosec"]),
    choice("risk", "risk", 'r').alias(&["risk management"]),
    choice("compliance", "compliance", 'c'),
    choice("legal", "legal", 'l').alias(&["law"]),
    choice("data", "data", 'd').alias(&["data science", "data protection"]),
    choice("ethics", "ethics", 'e'),
    choice("audit", "audit", 'a').alias(&["auditing"]),
];

fields! {
    NAME = Field::line("name", "Name").column(18).alias(&["full name", "person", "employee", "display name"]),
    ROLE = Field::choice("role", "Role in interviews", ROLES).column(20).help("Questions are proposed from this role."),
    TITLE = Field::line("job_title", "Job title").column(22).alias(&["title", "position", "function title"]),
    UNIT = Field::line("unit", "Unit").column(16).alias(&["department", "function", "team", "business unit"]),
    EMAIL = Field::line("email", "E-mail").column(24).alias(&["mail", "e-mail address"]).secret(),
    AUDITOR = Field::choice("auditor", "Is an auditor", YES_NO).column(8).alias(&["is auditor"]),
    SKILLS = Field::several("skills", "Skills", SKILL_WORDS).column(20).alias(&["skill", "competence", "competences", "expertise"]),
    FUNCTIONS = Field::several("functions", "Functions", super::shared::FUNCTIONS).help("The functions for which the person speaks in the management system.").alias(&["governance function"]),
    COMPETENCE = Field::long("auditor_competence", "Auditor competence").alias(&["auditor qualification", "auditor training"])
        .help("What shows that the person can audit an AIMS: training, audits, knowledge of AI, last looked at when."),
    HELPED = Field::many("helped_with", "Helped to set up", &[Kind::Item, Kind::System]).alias(&["consulted on", "advised on"])
        .help("Clauses, controls and AI systems that the person wrote, advised on or ran before. To audit them wants a reason; a year or two is the habit."),
    UNTIL = Field::period("until", "Here until").column(10).alias(&["leaves", "end date", "leaving date"])
        .help("When the person leaves or left, as precisely as it is known."),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]).secret(),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Person,
    prefix: "P",
    table: "person",
    name: "person",
    plural: "people",
    help: "Owners, interviewees and auditors.",
    fields: FIELDS,
    title: NAME,
    reference: Some(EMAIL),
    acts: &[Act::Ask],
    keys: Some("people"),
    imports: Some('p'),
    detail: |view, person| view.cell(person, ROLE),
    named: true,
    keeps: Some(NOTES),
    clause: "7.2",
    ..Spec::BASE
};
