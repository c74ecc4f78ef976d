//! The organisation whose AIMS the file is: one record.

use super::prelude::*;

choices! {
    /// Whether the file is the invented demo organisation; every screen and paper says so.
    Purpose PURPOSES {
        Real = choice("real", "real", 'r'),
        Demo = choice("demo", "demo", 'd'),
    }
}

/// Whether climate change matters for the management system.
pub static CLIMATE_WORDS: &[Choice] =
    &[choice("yes", "yes", 'y'), choice("no", "no", 'n'), choice("undecided", "undecided", 'u')];
/// Whether a certificate is aimed at.
pub static CERTIFICATION_WORDS: &[Choice] = &[choice("aimed_at", "aimed at", 'a'), choice("off", "switched off", 'o')];

/// Sectors for which there are questions to look harder with.
pub static SECTOR_WORDS: &[Choice] = &[
    choice("finance", "finance and insurance", 'f').alias(&["finance", "insurance", "bank", "banking"]),
    choice("health", "health", 'h').alias(&["healthcare", "medical", "hospital"]),
    choice("hr", "work and staffing", 'w').alias(&["human resources", "staffing", "recruiting"]),
    choice("legal", "law and justice", 'l').alias(&["law", "justice", "legal services"]),
    choice("public", "public sector", 'p').alias(&["government", "administration", "public"]),
    choice("software", "software and AI products", 's').alias(&["software", "saas", "it"]),
    choice("industry", "manufacturing and machines", 'i').alias(&["industry", "manufacturing"]),
    choice("transport", "transport", 't').alias(&["mobility", "logistics", "automotive"]),
    choice("utilities", "energy, water, telecoms", 'u').alias(&["energy", "water", "telecoms"]),
    choice("education", "education", 'e').alias(&["school", "university"]),
    choice("retail", "retail, media, marketing", 'r').alias(&["retail", "media", "marketing"]),
    choice("defence", "defence and security", 'd').alias(&["defence", "defense"]),
    choice("farming", "farming and food", 'g').alias(&["farming", "food", "agriculture"]),
];

/// The place of *switched off* among those words.
pub const SWITCHED_OFF: u8 = 1;

/// Its roles in the words of ISO/IEC 22989.
pub static AI_ROLES: &[Choice] = &[
    choice("provider", "AI provider", 'p'),
    choice("producer", "AI producer", 'd').alias(&["ai developer", "developer"]),
    choice("customer", "AI customer", 'c').alias(&["ai user", "user", "deployer"]),
    choice("partner", "AI partner", 'a'),
    choice("subject", "AI subject", 's'),
    choice("authority", "relevant authority", 'r').alias(&["authority", "regulator"]),
];

fields! {
    NAME = Field::line("name", "Name").column(30).help("As it should stand on reports."),
    SECTOR = Field::line("sector", "Sector").column(20).help("In words, as it should stand on reports."),
    SECTORS = Field::several("sectors", "Sectors", SECTOR_WORDS).help("Which questions and risks are proposed first; nothing is hidden."),
    ROLES = Field::several("roles", "AI roles", AI_ROLES).column(30)
        .help("Its roles in the words of ISO/IEC 22989: AI provider, producer, customer, partner, subject, relevant authority."),
    ROLES_BEFORE = Field::line("ai_roles", "AI roles (before)").retired()
        .help("Kept from before the roles were a list; tick them there, then empty this line."),
    SCOPE = Field::long("scope", "Scope of the AIMS").help("Clause 4.3: what the management system covers, and what not."),
    EXECUTIVE = Field::one("executive", "Executive owner", &[Kind::Person]).help("Who answers for the AIMS; printed on every report."),
    LEAD = Field::one("lead", "AIMS lead", &[Kind::Person]),
    CLIMATE = Field::choice("climate", "Climate change matters", CLIMATE_WORDS).help("Clause 4.1 asks for a position: yes or no, and why."),
    CLIMATE_WHY = Field::line("climate_reason", "Why, for climate"),
    CERTIFICATION = Field::choice("certification", "Certification", CERTIFICATION_WORDS).help("Switched off, ready means ready for your own purposes."),
    PURPOSE = Field::choice("purpose", "Purpose of the file", PURPOSES).hidden(),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Organisation,
    prefix: "ORG",
    digits: 1,
    table: "organisation",
    name: "organisation",
    plural: "organisation",
    help: "Who this file is about.",
    fields: FIELDS,
    title: NAME,
    single: true,
    ..Spec::BASE
};

/// The name of who answers for the AIMS, if somebody is named.
pub fn executive(view: crate::domain::View<'_>) -> Option<&str> {
    let owner = view.records.single(Kind::Organisation)?.one(EXECUTIVE)?;
    view.records.live(owner).map(|person| person.title())
}
