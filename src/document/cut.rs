//! For whom a paper is: the whole facts, or those without what never leaves the organisation.

use super::{Block, PaperKind};
use crate::domain::{Kind, Record, Records, Value, kinds::issued::Cut};
use std::borrow::Cow;

/// The records as readers of this cut see them.
pub fn records(all: &Records, cut: Cut) -> Cow<'_, Records> {
    if cut == Cut::Full {
        return Cow::Borrowed(all);
    }
    let mut seen = all.clone();
    for kind in Kind::ALL {
        let secret: Vec<usize> = secrets(all, *kind).collect();
        let holds = |r: &&Record| secret.iter().any(|field| !r.value(*field).is_empty());
        let without = |r: &Record| secret.iter().fold(r.clone(), |record, field| record.with(*field, Value::Empty));
        let emptied: Vec<_> = all.all(*kind).filter(holds).map(without).collect();
        seen.put(emptied);
    }
    Cow::Owned(seen)
}

fn secrets(records: &Records, kind: Kind) -> impl Iterator<Item = usize> + '_ {
    records.fields(kind).filter(|(_, field)| field.secret).map(|(at, _)| at)
}

/// What a paper says of its cut; nothing where it shows all.
pub fn note(cut: Cut, paper: PaperKind) -> Option<Block> {
    let readers = match cut {
        Cut::Full => return None,
        Cut::Limited => "For a limited circle of readers outside the organisation.",
        Cut::Public => "For the public.",
    };
    let left_out: Vec<String> = paper.shows().iter().flat_map(|kind| named(*kind)).collect();
    let said = match left_out.is_empty() {
        true => String::new(),
        false => format!(" Left out: {}.", left_out.join(", ")),
    };
    Some(Block::Note(format!("{readers}{said}")))
}

/// The secret fields of a kind by name, `e-mail of people`.
fn named(kind: Kind) -> Vec<String> {
    let spec = kind.spec();
    let fields = spec.fields.iter().filter(|field| field.secret);
    fields.map(|field| format!("{} of {}", field.label.to_lowercase(), spec.plural)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Id, Record, kinds::person};

    #[test]
    fn what_is_secret_is_in_the_full_cut_only_and_the_paper_says_what_it_lacks() {
        let id = Id::new(Kind::Person, 1);
        let ada =
            Record::new(id).with(person::NAME, Value::text("Ada")).with(person::EMAIL, Value::text("a@b.example"));
        let mut all = Records::default();
        all.put([ada]);
        for (cut, mail) in [(Cut::Full, "a@b.example"), (Cut::Limited, ""), (Cut::Public, "")] {
            let seen = records(&all, cut);
            assert_eq!((seen.name(id).as_str(), seen.get(id).unwrap().text(person::EMAIL)), ("Ada", mail), "{cut:?}");
        }
        assert_eq!(note(Cut::Full, PaperKind::Soa), None);
        let Some(Block::Note(said)) = note(Cut::Public, PaperKind::Soa) else { panic!() };
        assert!(said.contains("public") && said.contains("e-mail of people"), "{said}");
    }
}
