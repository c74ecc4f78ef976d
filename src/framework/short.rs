//! Short names of clauses and controls in our own words, for places where the published title would be cut before it
//! says anything. They belong to no version of the questions: nothing is asked or judged by them.

use crate::domain::{Id, Kind, skeleton};

/// Reference and name: at most 24 characters, each unlike every other.
const NAMES: [(&str, &str); 70] = [
    ("4.1", "inside, outside issues"),
    ("4.2", "interested parties"),
    ("4.3", "scope of the AIMS"),
    ("4.4", "the AIMS as a whole"),
    ("5.1", "leadership"),
    ("5.2", "AI policy, clause"),
    ("5.3", "roles and authority"),
    ("6.1.1", "risks to the AIMS"),
    ("6.1.2", "risk method"),
    ("6.1.3", "treatment and the SoA"),
    ("6.1.4", "impact method"),
    ("6.2", "AI objectives"),
    ("6.3", "changes to the AIMS"),
    ("7.1", "resources"),
    ("7.2", "competence"),
    ("7.3", "awareness"),
    ("7.4", "communication"),
    ("7.5.1", "documents needed"),
    ("7.5.2", "making documents"),
    ("7.5.3", "control of documents"),
    ("8.1", "running the processes"),
    ("8.2", "risk assessments done"),
    ("8.3", "treatment carried out"),
    ("8.4", "impact assessments done"),
    ("9.1", "measuring"),
    ("9.2.1", "internal audits"),
    ("9.2.2", "audit programme"),
    ("9.3.1", "management review"),
    ("9.3.2", "review inputs"),
    ("9.3.3", "review results"),
    ("10.1", "getting better"),
    ("10.2", "nonconformities"),
    ("A.2.2", "AI policy, control"),
    ("A.2.3", "fit with other policies"),
    ("A.2.4", "policy review"),
    ("A.3.2", "AI roles"),
    ("A.3.3", "raising concerns"),
    ("A.4.2", "list of resources"),
    ("A.4.3", "data resources"),
    ("A.4.4", "tools"),
    ("A.4.5", "systems and computing"),
    ("A.4.6", "people and skills"),
    ("A.5.2", "impact process"),
    ("A.5.3", "impact records"),
    ("A.5.4", "impact on people"),
    ("A.5.5", "impact on society"),
    ("A.6.1.2", "development objectives"),
    ("A.6.1.3", "development process"),
    ("A.6.2.2", "requirements"),
    ("A.6.2.3", "design documents"),
    ("A.6.2.4", "testing before release"),
    ("A.6.2.5", "going live"),
    ("A.6.2.6", "watching it run"),
    ("A.6.2.7", "technical documents"),
    ("A.6.2.8", "event logs"),
    ("A.7.2", "data for development"),
    ("A.7.3", "getting data"),
    ("A.7.4", "data quality"),
    ("A.7.5", "where data comes from"),
    ("A.7.6", "preparing data"),
    ("A.8.2", "user information"),
    ("A.8.3", "reports from outside"),
    ("A.8.4", "telling of incidents"),
    ("A.8.5", "duties to inform"),
    ("A.9.2", "responsible use"),
    ("A.9.3", "objectives of use"),
    ("A.9.4", "intended use"),
    ("A.10.2", "who does what"),
    ("A.10.3", "suppliers"),
    ("A.10.4", "customers"),
];

/// The short name of a clause or control of the standard; none for an own control.
pub fn short(id: Id) -> Option<&'static str> {
    let reference = skeleton::reference(id.n).filter(|_| id.kind == Kind::Item)?;
    NAMES.iter().find(|(r, _)| *r == reference).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_item_has_a_name_that_fits_a_narrow_place_and_is_its_own() {
        let references: Vec<&str> = skeleton::CLAUSES.iter().chain(&skeleton::CONTROLS).copied().collect();
        assert_eq!(NAMES.map(|(r, _)| r).to_vec(), references);
        let names: HashSet<&str> = NAMES.iter().map(|(_, n)| *n).collect();
        assert_eq!(names.len(), NAMES.len());
        assert!(names.iter().all(|n| !n.is_empty() && n.len() <= 24), "{names:?}");
    }
}
