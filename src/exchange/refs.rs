//! From the text of a cell to the records it means: ids, names, e-mail addresses, numbers of clauses and controls.
//!
//! People and suppliers that are not there yet get a provisional id, which becomes a real one when the import is taken
//! in. Other records are never made from a mere name.

use super::{
    fold::same,
    lists::comma_parts,
    names::{NameIndex, NameMatch},
    nobody::names_nothing,
};
use crate::domain::{Id, Kind, View, field::Field, records::DELETED, skeleton};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Provisional ids start here; real ones never come so far.
pub const PROVISIONAL: u32 = 0xF000_0000;

/// Why a cell cannot be taken in, and what could stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub reason: String,
    pub allowed: String,
}

pub(super) fn trouble<T>(reason: impl Into<String>, allowed: impl Into<String>) -> Result<T, Trouble> {
    Err(Trouble { reason: reason.into(), allowed: allowed.into() })
}

/// Whether a name that is not here makes a record of this kind.
pub fn is_made_by_name(kind: Kind) -> bool {
    matches!(kind, Kind::Person | Kind::Supplier | Kind::Evidence | Kind::Training)
}

/// A record that the import brings because a cell names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newcomer {
    pub kind: Kind,
    pub name: String,
    /// Empty for suppliers and where the file gives none.
    pub email: String,
}

/// Looks records up for one import and remembers who is new.
pub struct Resolver<'a> {
    view: View<'a>,
    names: HashMap<Kind, NameIndex>,
    /// Ids that rows of the same file bring.
    own: HashSet<Id>,
    pub newcomers: Vec<Newcomer>,
    /// What cells point at and call deleted: it is so here too.
    pub deleted: HashSet<Id>,
    /// What cells call deleted and was never here: it is left out.
    pub gone: BTreeSet<Id>,
    /// What a name was found to be; a register repeats a few names in thousands of rows.
    seen: HashMap<(Kind, String), Result<Id, Trouble>>,
}

impl<'a> Resolver<'a> {
    pub fn new(view: View<'a>, own: HashSet<Id>) -> Resolver<'a> {
        Resolver {
            view,
            names: HashMap::new(),
            own,
            newcomers: Vec::new(),
            deleted: HashSet::new(),
            gone: BTreeSet::new(),
            seen: HashMap::new(),
        }
    }

    /// The one record that a cell means.
    pub fn one(&mut self, kinds: &[Kind], text: &str) -> Result<Id, Trouble> {
        if kinds == [Kind::Item] {
            return match self.items(text)?.as_slice() {
                [id] => Ok(*id),
                _ => trouble("several records are named", "one clause or control"),
            };
        }
        self.record(kinds, text)
    }

    /// All records that a cell means.
    pub fn many(&mut self, kinds: &[Kind], text: &str) -> Result<Vec<Id>, Trouble> {
        if let Some(ids) = self.plain_ids(kinds, text) {
            return ids;
        }
        if kinds == [Kind::Item] {
            return self.items(text);
        }
        let mut ids = Vec::new();
        for piece in text.split([';', '|', '\n']).map(str::trim).filter(|p| !p.is_empty()) {
            if piece.contains(',') && !self.is_known(kinds, piece) {
                for part in comma_parts(piece) {
                    ids.push(self.record(kinds, &part)?);
                }
            } else {
                ids.push(self.record(kinds, piece)?);
            }
        }
        Ok(ids)
    }

    /// The cell without what an export calls deleted (`P-03 (deleted)`) and was never here; the ids of what is deleted
    /// here too may be pointed at from now on.
    pub fn settle_deleted<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        if !text.contains(DELETED) {
            return text.into();
        }
        let mut kept = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(DELETED) {
            let before = before.trim_end();
            let at = before.rfind([' ', ',', ';', '\n', '\t']).map_or(0, |at| at + 1);
            match before[at..].parse::<Id>() {
                Ok(id) if self.view.records.get(id).is_none() && !self.own.contains(&id) => {
                    self.gone.insert(id);
                    kept.push_str(&before[..at]);
                }
                Ok(id) => {
                    if self.view.records.is_deleted(id) {
                        self.deleted.insert(id);
                    }
                    kept.push_str(before);
                }
                Err(_) => kept.push_str(&rest[..rest.len() - after.len()]),
            }
            rest = after;
        }
        (kept + rest).into()
    }

    /// The cell if it holds nothing but ids, as an export of this program does.
    fn plain_ids(&self, kinds: &[Kind], text: &str) -> Option<Result<Vec<Id>, Trouble>> {
        let words = text.split([' ', ',', ';', '\n', '\t', '\r']).filter(|w| !w.is_empty());
        let ids: Vec<Id> =
            words.map(|w| w.parse().ok().filter(|id: &Id| kinds.contains(&id.kind))).collect::<Option<_>>()?;
        Some(ids.into_iter().map(|id| self.present(id)).collect())
    }

    fn present(&self, id: Id) -> Result<Id, Trouble> {
        let here = self.view.records.live(id).is_some() || self.own.contains(&id) || self.deleted.contains(&id);
        match here {
            true => Ok(id),
            false if self.view.records.is_deleted(id) => trouble(
                format!("{id} was deleted here"),
                format!("an existing {}, or {id} {DELETED} to point at it all the same", id.kind.spec().name),
            ),
            false => trouble(format!("there is no {id} here"), format!("an existing {}", id.kind.spec().name)),
        }
    }

    fn names(&mut self, kind: Kind) -> &mut NameIndex {
        let records = self.view.records;
        self.names.entry(kind).or_insert_with(|| NameIndex::of(records, kind))
    }

    fn is_known(&mut self, kinds: &[Kind], name: &str) -> bool {
        kinds.iter().any(|kind| self.names(*kind).named(name) != NameMatch::None)
    }

    fn record(&mut self, kinds: &[Kind], text: &str) -> Result<Id, Trouble> {
        let text = text.trim();
        match text.parse::<Id>() {
            Ok(id) if kinds.contains(&id.kind) => return self.present(id),
            _ => {}
        }
        let slot = (kinds[0], text.to_string());
        if let Some(known) = self.seen.get(&slot) {
            return known.clone();
        }
        let found = match kinds {
            [Kind::Person] => self.person(text),
            [Kind::Supplier] => self.supplier(text),
            [kind @ (Kind::Evidence | Kind::Training)] => self.thing(*kind, text),
            _ => self.existing(kinds, text),
        };
        self.seen.insert(slot, found.clone());
        found
    }

    fn person(&mut self, text: &str) -> Result<Id, Trouble> {
        let (name, email) = name_and_email(text);
        let found = match email.is_empty() {
            false => self.names(Kind::Person).referred(email),
            true => NameMatch::None,
        };
        if let NameMatch::One(id) = found {
            return Ok(id);
        }
        match self.names(Kind::Person).named(name) {
            NameMatch::None => {}
            found => return self.settle(found, Kind::Person),
        }
        let a_name = "one person: the name as it is written here, an id such as P-02, or an e-mail address";
        if names_nothing(name) {
            return trouble("this names nobody; leave the cell empty if there is none", a_name);
        }
        if name.contains([';', '\n', '&', '/']) || name.split(',').filter(|p| p.trim().contains(' ')).count() > 1 {
            return trouble("this names several people", a_name);
        }
        // An address is not the short form of a name.
        if let Some(id) = self.names(Kind::Person).kin(name).filter(|_| name != email) {
            let other = self.called(id);
            return trouble(format!("this may be {other}"), format!("{other}, or add {name} under people first"));
        }
        self.newcomer(Kind::Person, name, email)
    }

    fn supplier(&mut self, text: &str) -> Result<Id, Trouble> {
        match self.names(Kind::Supplier).named(text) {
            NameMatch::None if names_nothing(text) => {
                trouble("this names no supplier; leave the cell empty if there is none", "names of suppliers")
            }
            NameMatch::None => self.newcomer(Kind::Supplier, text, ""),
            found => self.settle(found, Kind::Supplier),
        }
    }

    /// Evidence or a training that a sheet names and that is not here comes with it, as a name alone.
    fn thing(&mut self, kind: Kind, text: &str) -> Result<Id, Trouble> {
        match (self.names(kind).named(text), self.names(kind).referred(text)) {
            (NameMatch::None, NameMatch::None) if names_nothing(text) => {
                let name = kind.spec().name;
                trouble(
                    format!("this names no {name}; leave the cell empty if there is none"),
                    format!("names of {name}"),
                )
            }
            (NameMatch::None, NameMatch::None) => self.newcomer(kind, text, ""),
            (NameMatch::None, found) | (found, _) => self.settle(found, kind),
        }
    }

    fn newcomer(&mut self, kind: Kind, name: &str, email: &str) -> Result<Id, Trouble> {
        if name.chars().count() > Field::LINE_MAX || name.contains(['\n', '\r']) {
            return trouble(
                "this is too long for a name",
                format!("one line of at most {} characters", Field::LINE_MAX),
            );
        }
        let id = Id::new(kind, PROVISIONAL + self.newcomers.len() as u32);
        self.newcomers.push(Newcomer { kind, name: name.to_string(), email: email.to_string() });
        let names = self.names(kind);
        names.add(name, id);
        names.add_reference(email, id);
        Ok(id)
    }

    /// A record that has to be there: by its name or by its number elsewhere.
    fn existing(&mut self, kinds: &[Kind], text: &str) -> Result<Id, Trouble> {
        for kind in kinds {
            match self.names(*kind).named(text) {
                NameMatch::None => {}
                found => return self.settle(found, *kind),
            }
            match self.names(*kind).referred(text) {
                NameMatch::None => {}
                found => return self.settle(found, *kind),
            }
        }
        let words: Vec<&str> = kinds.iter().map(|k| k.spec().name).collect();
        let prefix = kinds[0].spec().prefix;
        trouble(
            format!("there is no {} of this name here", words.join(" or ")),
            format!("a name as it is written here, or an id such as {prefix}-{:02}; add it first if it is new", 1),
        )
    }

    fn settle(&self, found: NameMatch, kind: Kind) -> Result<Id, Trouble> {
        match found {
            NameMatch::One(id) => Ok(id),
            NameMatch::Several(ids) => {
                let ids: Vec<String> = ids.iter().map(|id| self.called(*id)).collect();
                trouble(format!("{} bear this name", ids.join(" and ")), "the id of one of them")
            }
            // Case, width and accents are no other name where only one bears it.
            NameMatch::Alike(id) => Ok(id),
            NameMatch::None => trouble(format!("there is no such {}", kind.spec().name), ""),
        }
    }

    /// The name of a record that is here or comes with the sheet.
    pub fn name_of(&self, id: Id) -> String {
        match id.n.checked_sub(PROVISIONAL) {
            Some(i) => self.newcomers[i as usize].name.clone(),
            None => self.view.records.name(id).to_string(),
        }
    }

    /// How a record is named to the reader; for newcomers the name is all there is.
    fn called(&self, id: Id) -> String {
        match id.n.checked_sub(PROVISIONAL) {
            Some(i) => format!("“{}”, who is new in this file", self.newcomers[i as usize].name),
            None => format!("“{}” ({id})", self.view.records.name(id)),
        }
    }

    /// Clauses and controls: ids in any number, with their titles or without.
    fn items(&mut self, text: &str) -> Result<Vec<Id>, Trouble> {
        let mut ids = Vec::new();
        for piece in text.split([';', ',', '|', '\n']).map(str::trim).filter(|p| !p.is_empty()) {
            match self.plain_ids(&[Kind::Item], piece) {
                Some(found) => ids.extend(found?),
                None => ids.push(self.item(piece)?),
            }
        }
        Ok(ids)
    }

    fn item(&mut self, piece: &str) -> Result<Id, Trouble> {
        if let NameMatch::One(id) = self.names(Kind::Item).named(piece) {
            return Ok(id);
        }
        let bare = bare_reference(piece);
        let (number, title) = bare.split_once([' ', ':']).unwrap_or((bare, ""));
        let number = number.trim_end_matches([':', '.', '–', '-']);
        let Ok(id) = number.parse::<Id>() else { return not_an_item(piece, number) };
        if id.kind != Kind::Item {
            return not_an_item(piece, number);
        }
        let title = title.trim_start_matches([' ', ':', '–', '-', '—']);
        let own_title = self.view.records.get(id).map(|r| r.title().to_string()).unwrap_or_default();
        // Some tools number Annex A in their own way: the title tells.
        if !title.is_empty() && !own_title.is_empty() && same(title) != same(&own_title) {
            return trouble(format!("{id} is “{own_title}” here, and the cell names it otherwise"), "the number alone");
        }
        self.present(id)
    }
}

/// The reference without the words that people put before it.
fn bare_reference(piece: &str) -> &str {
    let mut rest = piece;
    for word in ["iso/iec", "iso", "42001:2023", "42001", "clause", "control", "annex", "§"] {
        let head = rest.get(..word.len()).unwrap_or_default();
        if head.eq_ignore_ascii_case(word) {
            rest = rest[word.len()..].trim_start_matches([' ', ':', '-']);
        }
    }
    rest
}

/// Why a number is none of the standard, with the nearest that is.
pub(super) fn not_an_item(piece: &str, number: &str) -> Result<Id, Trouble> {
    let parts = |t: &str| -> Option<Vec<i64>> { t.split('.').map(|p| p.parse().ok()).collect() };
    let annex = number.strip_prefix(['A', 'a']).map(|t| t.trim_start_matches('.'));
    let Some(wanted) = parts(annex.unwrap_or(number)) else {
        return trouble(
            format!("“{piece}” is no clause or control"),
            "numbers such as A.6.2.4 or 6.1.2, your own controls such as C-01, or exact titles",
        );
    };
    let list: &[&str] = if annex.is_some() { &skeleton::CONTROLS } else { &skeleton::CLAUSES };
    let far = |reference: &&&str| {
        let known = parts(reference.trim_start_matches("A.")).unwrap_or_default();
        let at = |list: &[i64], i: usize| list.get(i).copied().unwrap_or(0).min(9_999);
        (0..4).fold(0, |sum, i| sum * 20_000 + (at(&known, i) - at(&wanted, i)).abs())
    };
    let nearest = list.iter().min_by_key(far).copied().unwrap_or_default();
    trouble(format!("ISO/IEC 42001 has no {number}"), format!("numbers of the standard; the nearest is {nearest}"))
}

/// `Rosa Okafor <rosa@example.org>` in its two parts; a bare address is both.
fn name_and_email(text: &str) -> (&str, &str) {
    let plain = |t: &str| t.contains('@') && !t.contains(char::is_whitespace);
    match text.trim_end().strip_suffix('>').and_then(|t| t.rsplit_once('<')) {
        Some((name, email)) if plain(email) && !name.trim().is_empty() => (name.trim(), email),
        _ if plain(text) => (text, text),
        _ => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Record, Records, Value, kinds::*};

    fn records() -> Records {
        let mut records = Records::default();
        let id = Id::item("A.6.2.4").unwrap();
        records.put([
            Record::new(id).with(item::TITLE, Value::text("Verification and validation")),
            Record::new(Id::item("6.1.2").unwrap()).with(item::TITLE, Value::text("Risk assessment")),
            Record::new(Id::new(Kind::Person, 2))
                .with(person::NAME, Value::text("Rosa Okafor"))
                .with(person::EMAIL, Value::text("rosa@example.org")),
            Record::new(Id::new(Kind::Supplier, 1)).with(supplier::NAME, Value::text("Acme, Inc.")),
            Record::new(Id::new(Kind::System, 3))
                .with(system::NAME, Value::text("CV screening"))
                .with(system::EXTERNAL_REF, Value::text("INV-7")),
        ]);
        records
    }

    fn with<T>(test: impl FnOnce(&mut Resolver) -> T) -> T {
        let records = records();
        let view = View { records: &records, today: jiff::civil::date(2026, 1, 1) };
        test(&mut Resolver::new(view, HashSet::new()))
    }
    fn items(text: &str) -> Result<Vec<String>, Trouble> {
        with(|r| r.many(&[Kind::Item], text).map(|ids| ids.iter().map(Id::to_string).collect()))
    }

    #[test]
    fn controls_in_the_ways_people_write_them() {
        for text in [
            "A.6.2.4 6.1.2",
            "a.6.2.4, 6.1.2",
            "A.6.2.4;\n6.1.2",
            "Annex A.6.2.4 Verification and validation; ISO 42001 clause 6.1.2",
        ] {
            assert_eq!(items(text).unwrap(), ["A.6.2.4", "6.1.2"], "{text}");
        }
        assert_eq!(items("Verification and validation").unwrap(), ["A.6.2.4"]);
        let trouble = items("A.6.2.4, A.5.1").unwrap_err();
        assert!(trouble.reason.contains("no A.5.1") && trouble.allowed.contains("A.5.2"), "{trouble:?}");
        assert!(items("8.5").unwrap_err().allowed.contains("8.4"));
        assert!(items("A.11.2").unwrap_err().allowed.contains("A.10.2"));
        assert!(items("A.6.2.4 Data quality").unwrap_err().reason.contains("Verification"));
        assert!(items("firewall").unwrap_err().allowed.contains("A.6.2.4"));
        assert!(items("A.2.2").unwrap_err().reason.contains("no A.2.2 here"));
    }

    #[test]
    fn people_are_found_or_new_or_a_question() {
        with(|r| {
            let rosa = Id::new(Kind::Person, 2);
            let mut one = |text: &str| r.one(&[Kind::Person], text);
            for text in ["Rosa Okafor", "rosa okafor", "p2", "ROSA@example.org", "R. O. <rosa@example.org>"] {
                assert_eq!(one(text), Ok(rosa), "{text}");
            }
            for text in
                ["R. Okafor", "Okafor", "Okafor, Rosa", "TBD", "Ines Park; Rosa Okafor", "Ines Park, Li Wei", "P-99"]
            {
                assert!(one(text).is_err(), "{text}");
            }
            let ines = one("Ines Park").unwrap();
            assert!(ines.n >= PROVISIONAL);
            assert_eq!(one("Ines Park"), Ok(ines));
            assert!(one("I. Park").unwrap_err().reason.contains("new in this file"));
            assert_eq!(r.newcomers.len(), 1);
        });
    }

    #[test]
    fn suppliers_are_split_but_not_their_legal_form() {
        with(|r| {
            let ids = r.many(&[Kind::Supplier], "Acme, Inc., Beta; Gamma, Ltd.").unwrap();
            assert_eq!(ids[0], Id::new(Kind::Supplier, 1));
            let names: Vec<&str> = r.newcomers.iter().map(|n| n.name.as_str()).collect();
            assert_eq!(names, ["Beta", "Gamma, Ltd."]);
        });
    }

    #[test]
    fn systems_are_found_and_never_made() {
        with(|r| {
            let id = Id::new(Kind::System, 3);
            for text in ["S-03", "CV screening", "Cv Screening", "INV-7", "s3 S-03"] {
                assert_eq!(r.many(&[Kind::System], text).unwrap()[0], id, "{text}");
            }
            for text in ["Chat bot", "S-04"] {
                assert!(r.many(&[Kind::System], text).is_err(), "{text}");
            }
        });
    }
}
