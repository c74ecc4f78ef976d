//! What marks, facts and roles of a system say together under the EU AI Act: what contradicts itself, what is to be kept
//! in mind, who owes an assessment of fundamental rights, which class and role follow. Own words, no legal advice.

use super::{
    kinds::system::{self, ActClass, ActRole},
    marks,
    record::Record,
};

/// What is known of a system.
#[derive(Clone, Debug, Default)]
pub struct Law<'a> {
    set: Vec<&'a str>,
    facts: Vec<&'a str>,
    roles: Vec<&'a str>,
    /// Marks that are set, and those that follow.
    held: Vec<&'a str>,
}

impl<'a> Law<'a> {
    pub fn new(set: &[&'a str], facts: &[&'a str], roles: &[&'a str]) -> Law<'a> {
        Law { held: marks::held(set, facts), set: set.to_vec(), facts: facts.to_vec(), roles: roles.to_vec() }
    }
    /// As it stands in the record of a system.
    pub fn of(system: &'a Record) -> Law<'a> {
        let codes = |field| marks::codes(system, field);
        Law::new(&codes(system::ACT_MARKS), &codes(system::ACT_FACTS), &codes(system::ACT_ROLES_HELD))
    }

    /// Whether a mark is set or follows.
    pub fn holds(&self, mark: &str) -> bool {
        self.held.contains(&mark)
    }
    fn fact(&self, fact: &str) -> bool {
        self.facts.contains(&fact)
    }
    fn plays(&self, role: &str) -> bool {
        self.roles.contains(&role)
    }
    fn any_mark(&self, marks: &[&str]) -> bool {
        self.set.iter().any(|m| marks.contains(m))
    }
    /// A point of Annex III is marked; point 2 is registered nationally and owes no assessment of rights.
    fn is_listed(&self) -> bool {
        self.set.iter().any(|m| m.starts_with("III.") && *m != "III.2")
    }
    fn builds(&self) -> bool {
        self.plays("provider") || self.plays("downstream_provider")
    }
    /// Somebody became provider by a name, a change or a new purpose (Article 25(1)).
    fn flips(&self) -> bool {
        self.facts.iter().any(|f| f.starts_with("flip_"))
    }

    /// The banned practices that are marked and for which law leaves no way to use it: live identification by law
    /// enforcement stands under conditions of its own (Article 5(2)).
    pub fn bans(&self) -> Vec<&'a str> {
        let way_left = |mark: &str| mark == "5h" && self.fact("law_enforcement");
        self.set.iter().copied().filter(|m| marks::is_ban(m) && !way_left(m)).collect()
    }

    /// Whether the deployer owes an assessment of fundamental rights before first use (Article 27).
    pub fn owes_rights(&self) -> bool {
        let public = (self.fact("public_body") || self.fact("public_services")) && self.is_listed();
        let money = self.any_mark(&["III.5b", "III.5c"]);
        self.plays("deployer") && self.holds("HR.III") && (public || money) && self.bans().is_empty()
    }

    /// What contradicts itself, as sentences.
    pub fn contradictions(&self) -> Vec<&'static str> {
        let mut told = self.of_exception();
        told.extend(self.of_points());
        told.extend(self.of_roles());
        told
    }

    fn of_exception(&self) -> Vec<&'static str> {
        let claimed = self.holds("6.3");
        let met = self.any_mark(&["6.3a", "6.3b", "6.3c", "6.3d"]);
        let listed = self.set.iter().any(|m| m.starts_with("III."));
        said([
            (claimed && self.fact("profiles"), "the exception is claimed, yet people are profiled: it is high-risk"),
            (claimed && !met, "the exception is claimed without one of its four conditions"),
            (
                claimed && !self.fact("no_significant_risk"),
                "the exception is claimed without an answer on risk and sway",
            ),
            (claimed && !listed, "the exception is claimed under no point of Annex III"),
        ])
    }

    fn of_points(&self) -> Vec<&'static str> {
        let emotions = self.holds("III.1c") && !self.holds("5f");
        let deploys = self.plays("deployer");
        let workers = self.any_mark(&["III.4a", "III.4b"]) && deploys && !self.holds("6.3");
        said([
            (
                self.holds("5f") && self.fact("medical_or_safety"),
                "emotion recognition for medical or safety reasons is outside the ban",
            ),
            (
                emotions && self.fact("employer_workplace") && !self.fact("medical_or_safety"),
                "emotion recognition on staff is banned, unless it is for medical or safety reasons",
            ),
            (
                emotions && deploys && !self.holds("50.3"),
                "emotion recognition in use owes the notice of Article 50(3), and its mark is not set",
            ),
            (
                self.holds("5d") && self.holds("III.6d"),
                "profiling alone is banned, profiling beside facts is point 6(d) of Annex III: one of the two",
            ),
            (
                self.holds("III.1a") && self.fact("verification_only"),
                "checking a claimed identity is not point 1(a) of Annex III",
            ),
            (self.holds("III.5b") && self.fact("fraud_only"), "finding financial fraud is not point 5(b) of Annex III"),
            (
                workers && !self.fact("decides_on_people"),
                "it hires or manages workers, yet no decisions on people are named among the facts",
            ),
        ])
    }

    fn of_roles(&self) -> Vec<&'static str> {
        let maker = self.plays("product_manufacturer") && self.holds("I.A");
        said([
            (
                self.plays("importer") && self.plays("provider"),
                "importer and provider of one system at once: with a name of one's own it is provider alone",
            ),
            (
                self.flips() && !self.plays("provider"),
                "a name, change or purpose of one's own makes a provider, and that role is not set",
            ),
            (
                maker && !self.plays("provider"),
                "who makes the product counts as provider of its safety part, and that role is not set",
            ),
            (self.holds("GPAI.SR") && !self.holds("GPAI"), "systemic risk without the mark of a general-purpose model"),
            (self.holds("GPAI.SR") && self.holds("GPAI.OS"), "an open licence gives no relief with systemic risk"),
            (
                self.plays("gpai_provider") && !self.holds("GPAI"),
                "provider of a model without the mark of one; who builds on a model is downstream provider",
            ),
            (self.holds("IN") && self.holds("OUT"), "it is marked both in and out of the scope of the Act"),
            (
                self.holds("IN") && self.roles.is_empty(),
                "it is in scope of the Act and no role is set: no duty follows",
            ),
        ])
    }

    /// What is no contradiction and yet to be kept in mind, as sentences.
    pub fn to_mind(&self) -> Vec<&'static str> {
        let deploys = self.plays("deployer");
        let police = self.set.iter().any(|m| m.starts_with("III.6") || m.starts_with("III.7"))
            || self.set.iter().any(|m| m.starts_with("III.1")) && self.fact("law_enforcement");
        let older = self.fact("on_market_before_hr_date") && self.holds("HR") && !self.fact("design_changed_since");
        said([
            (self.any_mark(&["5ba", "5bb"]), "This ban applies from 2 December 2026."),
            (
                self.holds("6.3.ok") && deploys && !self.builds(),
                "The exception is for the provider to write down and to register (Articles 6(4) and 49(2)): ask for both papers. Whoever turns it to another use loses it.",
            ),
            (
                self.holds("III.1b") && !self.holds("5g"),
                "Sorting people by sensitive traits: say in the reason why it is not the banned kind (Article 5(1)(g)).",
            ),
            (
                police && self.holds("HR.III"),
                "Police, migration, asylum and borders: it is registered in the closed part of the register, with fewer data (Article 49(4)).",
            ),
            (
                self.any_mark(&["III.1a", "III.1b", "III.1c"])
                    && self.holds("HR.III")
                    && self.plays("provider")
                    && !self.fact("standards_fully_applied"),
                "Biometrics without harmonised standards applied in full: a notified body has to assess it (Article 43(1)).",
            ),
            (
                self.holds("I.B"),
                "A product of Section B: the duties of Articles 8 to 27 come through its own law, not from the Act itself (Article 2(2)).",
            ),
            (
                self.holds("I.A") && self.holds("HR.III"),
                "Both ways to high risk hold: conformity goes the way of the product; the earlier of the two days is shown, have it checked.",
            ),
            (
                older,
                "A system older than its day is caught only after a significant change of its design; one meant for public authorities by 2 August 2030 in any case. The bans spare none.",
            ),
            (
                self.holds("50.4b") && self.fact("editorial_review"),
                "Editorial control relieves only where a person or firm that answers for it is named.",
            ),
            (
                self.holds("50.1") && deploys && !self.builds(),
                "That it is AI is for the provider to say (Article 50(1)): ask for proof, and do not hide the notice.",
            ),
            (
                self.holds("HR")
                    && self.fact("own_gpai_or_vlop")
                    && (self.plays("provider") || self.plays("gpai_provider")),
                "The AI Office supervises this one; serious incidents go there (Article 75).",
            ),
        ])
    }

    /// Whether duties rest on the instructions of a provider who is somebody else.
    pub fn leans_on_instructions(&self) -> bool {
        self.holds("HR") && self.plays("deployer") && !self.builds() && self.bans().is_empty()
    }

    /// Controls on which duties lean, each with what is owed: left out of the Statement of Applicability, they
    /// contradict the law.
    pub fn leans_on(&self) -> Vec<(&'static str, &'static str)> {
        let high = self.holds("HR") && self.bans().is_empty();
        let used = high && self.holds("HR.III") && self.plays("deployer");
        let public = self.fact("public_body") || self.fact("acts_for_authority");
        let registers = self.holds("HR.III")
            && self.is_listed()
            && (self.plays("provider") || self.plays("authorised_representative") || self.plays("deployer") && public);
        let told = used && self.fact("decides_on_people")
            || high && registers
            || self.owes_rights()
            || high && self.plays("provider") && self.fact("serious_incident");
        let met = self.holds("50.1") && self.builds() && !self.fact("obvious_ai") && !self.fact("crime_exempt");
        let parts = self.builds() || self.plays("gpai_provider");
        let chain = high
            && (parts && !self.fact("open_component")
                || ["importer", "distributor", "deployer"].iter().any(|role| self.plays(role)));
        let runs = high && (self.plays("provider") || self.plays("deployer"));
        let all = [
            (self.owes_rights(), "A.5.2", "an assessment of fundamental rights is owed"),
            (self.owes_rights(), "A.5.3", "an assessment of fundamental rights is owed"),
            (self.owes_rights(), "A.5.4", "an assessment of fundamental rights is owed"),
            (runs, "A.6.2.8", "logs are owed"),
            (high && self.plays("provider") || met, "A.8.2", "instructions or a notice that it is AI are owed"),
            (runs, "A.8.4", "serious incidents are to be reported"),
            (told, "A.8.5", "somebody outside is owed information"),
            (chain, "A.10.2", "duties run along the chain"),
            (chain, "A.10.3", "duties run along the chain"),
        ];
        all.into_iter().filter(|(is, ..)| *is).map(|(_, control, why)| (control, why)).collect()
    }

    /// The customary class that follows from the marks; nothing where none is set or it is out of scope.
    pub fn class(&self) -> Option<ActClass> {
        let class = match () {
            () if self.set.is_empty() || self.holds("OUT") => return None,
            () if self.holds("5") => ActClass::Prohibited,
            () if self.holds("HR") || self.holds("I.B") => ActClass::High,
            () if self.holds("GPAI") => ActClass::GeneralPurpose,
            () if self.holds("50") => ActClass::Limited,
            () => ActClass::Minimal,
        };
        Some(class)
    }

    /// The roles in the one word that an inventory has for them: the one with the most duties.
    pub fn role(&self) -> Option<ActRole> {
        let provides = self.builds() || self.plays("gpai_provider");
        let role = match () {
            () if provides && self.plays("deployer") => ActRole::Both,
            () if provides => ActRole::Provider,
            () if self.plays("deployer") => ActRole::Deployer,
            () if self.plays("importer") => ActRole::Importer,
            () if self.plays("distributor") => ActRole::Distributor,
            () if self.plays("product_manufacturer") => ActRole::Product,
            () if self.plays("authorised_representative") => ActRole::Representative,
            () => return None,
        };
        Some(role)
    }
}

fn said<const N: usize>(all: [(bool, &'static str); N]) -> Vec<&'static str> {
    all.into_iter().filter(|(is, _)| *is).map(|(_, why)| why).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn law(set: &'static str, facts: &'static str, roles: &'static str) -> Law<'static> {
        let codes = |text: &'static str| text.split_whitespace().collect::<Vec<_>>();
        Law::new(&codes(set), &codes(facts), &codes(roles))
    }

    #[test]
    fn an_exception_without_what_it_needs_contradicts_itself() {
        for facts in ["no_significant_risk profiles", ""] {
            assert!(!law("IN III.4a 6.3 6.3a", facts, "provider").contradictions().is_empty(), "{facts:?}");
        }
        assert_eq!(law("IN III.4a 6.3 6.3a", "no_significant_risk", "provider").contradictions(), [""; 0]);
    }

    #[test]
    fn each_contradiction_is_said_once_and_goes_with_its_cause() {
        #[rustfmt::skip]
        let cases = [
            ("5f", "medical_or_safety", "provider", "5f", "", "provider"),
            ("III.1a", "verification_only", "provider", "III.1a", "", "provider"),
            ("III.5b", "fraud_only", "provider", "III.5b", "", "provider"),
            ("GPAI.SR", "", "provider", "GPAI GPAI.SR", "", "gpai_provider"),
            ("GPAI GPAI.SR GPAI.OS", "", "gpai_provider", "GPAI GPAI.OS", "", "gpai_provider"),
            ("IN", "", "gpai_provider", "IN GPAI", "", "gpai_provider"),
            ("IN OUT", "", "provider", "IN", "", "provider"),
            ("IN", "", "", "OUT", "", ""),
            ("IN III.1c 50.3", "employer_workplace", "deployer", "IN III.1c 50.3", "employer_workplace medical_or_safety", "deployer"),
            ("IN III.1c", "", "deployer", "IN III.1c 50.3", "", "deployer"),
            ("IN 5d III.6d", "", "provider", "IN III.6d", "", "provider"),
            ("IN III.4a", "", "deployer", "IN III.4a", "decides_on_people", "deployer"),
            ("IN III.4a", "", "importer provider", "IN III.4a", "", "importer"),
            ("IN III.4a", "flip_name", "distributor", "IN III.4a", "flip_name", "distributor provider"),
            ("IN I.A", "", "product_manufacturer", "IN I.A", "", "product_manufacturer provider"),
        ];
        for (set, facts, roles, then, but, by) in cases {
            assert_eq!(law(set, facts, roles).contradictions().len(), 1, "{set} {facts} {roles}");
            assert_eq!(law(then, but, by).contradictions(), [""; 0], "{then} {but} {by}");
        }
    }

    #[test]
    fn rights_are_assessed_by_public_deployers_and_where_money_is_judged() {
        for (set, facts, roles, owed) in [
            ("IN III.7c", "public_body", "deployer", true),
            ("IN III.3b", "public_services", "deployer provider", true),
            ("IN III.5b", "", "deployer", true),
            ("IN III.4a", "decides_on_people", "deployer", false),
            ("IN III.7c", "public_body", "provider", false),
            ("IN III.2", "public_body", "deployer", false),
            ("IN I.A", "public_body", "deployer", false),
            ("IN III.7c 6.3 6.3a", "public_body no_significant_risk", "deployer", false),
            ("IN 5f III.1c", "public_body", "deployer", false),
            ("IN 5h III.1a", "public_body law_enforcement", "deployer", true),
        ] {
            assert_eq!(law(set, facts, roles).owes_rights(), owed, "{set} {facts} {roles}");
        }
    }

    #[test]
    fn what_is_to_be_kept_in_mind_comes_with_its_cause_alone() {
        for (set, facts, roles, word) in [
            ("IN III.3b 6.3 6.3d", "no_significant_risk", "deployer", "ask for both papers"),
            ("IN III.7a", "", "provider", "closed part"),
            ("IN III.1a", "law_enforcement", "deployer", "closed part"),
            ("IN 50.1", "", "deployer", "for the provider to say"),
            ("IN I.B", "", "provider", "Section B"),
            ("IN I.A III.5d", "", "provider", "Both ways"),
            ("IN III.1a", "", "provider", "notified body"),
            ("IN III.4a", "on_market_before_hr_date", "deployer", "older than its day"),
            ("IN 50.4b", "editorial_review", "deployer", "is named"),
            ("IN III.1b", "standards_fully_applied", "provider", "banned kind"),
            ("IN III.4a", "own_gpai_or_vlop", "provider", "AI Office"),
            ("IN 5ba", "", "provider", "2 December 2026"),
        ] {
            let told = law(set, facts, roles).to_mind();
            assert_eq!(told.iter().filter(|t| t.contains(word)).count(), 1, "{set} {facts} {roles}: {told:?}");
        }
        assert_eq!(law("IN III.4a", "decides_on_people", "deployer").to_mind(), [""; 0]);
        assert_eq!(law("IN III.3b 6.3 6.3d", "no_significant_risk", "provider deployer").to_mind(), [""; 0]);
    }

    #[test]
    fn duties_lean_on_controls() {
        let controls = |law: Law| law.leans_on().iter().map(|(c, _)| *c).collect::<Vec<_>>().join(" ");
        assert_eq!(controls(law("IN III.5b", "", "deployer")), "A.5.2 A.5.3 A.5.4 A.6.2.8 A.8.4 A.8.5 A.10.2 A.10.3");
        assert_eq!(controls(law("IN III.4a", "", "deployer")), "A.6.2.8 A.8.4 A.10.2 A.10.3");
        assert_eq!(controls(law("IN 50.1", "", "provider")), "A.8.2");
        assert_eq!(controls(law("IN 50.1", "obvious_ai", "provider")), "");
        assert_eq!(controls(law("IN III.5b 5f", "public_body", "deployer")), "", "what is banned owes nothing for use");
        assert_eq!(controls(law("IN I.A", "", "distributor")), "A.10.2 A.10.3");
    }

    #[test]
    fn class_and_role_follow() {
        for (set, facts, roles, class, role) in [
            ("IN 5f III.1c", "", "deployer", Some(ActClass::Prohibited), Some(ActRole::Deployer)),
            ("IN III.4a 50.1", "", "provider deployer", Some(ActClass::High), Some(ActRole::Both)),
            ("IN III.4a 6.3 6.3a", "no_significant_risk", "provider", Some(ActClass::Minimal), Some(ActRole::Provider)),
            ("IN I.B", "", "importer", Some(ActClass::High), Some(ActRole::Importer)),
            ("IN GPAI 50.2", "", "gpai_provider", Some(ActClass::GeneralPurpose), Some(ActRole::Provider)),
            ("IN 50.1", "", "downstream_provider", Some(ActClass::Limited), Some(ActRole::Provider)),
            ("IN", "", "distributor", Some(ActClass::Minimal), Some(ActRole::Distributor)),
            ("OUT", "", "", None, None),
            ("", "", "", None, None),
        ] {
            assert_eq!((law(set, facts, roles).class(), law(set, facts, roles).role()), (class, role), "{set} {roles}");
        }
    }
}
