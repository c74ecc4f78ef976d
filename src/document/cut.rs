//! For whom a paper is: the whole facts, or those without what never leaves the organisation.

use super::{Block, PaperKind};
use crate::domain::{Field, Kind, Record, Records, Value, kinds::issued::Cut};
use std::borrow::Cow;

/// The records as readers of this cut see them.
pub fn records(all: &Records, cut: Cut) -> Cow<'_, Records> {
    if cut == Cut::Full {
        return Cow::Borrowed(all);
    }
    Cow::Owned(without(all, |field| field.secret))
}

/// The records without what was said in confidence, such as the notes of interviews.
pub fn without_private(all: &Records) -> Records {
    without(all, |field| field.private)
}

fn without(all: &Records, gone: impl Fn(&Field) -> bool) -> Records {
    let mut seen = all.clone();
    for kind in Kind::ALL {
        let secret: Vec<usize> = all.fields(*kind).filter(|(_, field)| gone(field)).map(|(at, _)| at).collect();
        let own: Vec<usize> = all.own(*kind).map(|(at, _)| at).collect();
        // What an own column holds whose definition was deleted: nobody can say any more whether it may leave.
        let lost = |r: &Record| r.values.own().map(|(at, _)| at).filter(|at| !own.contains(at)).collect::<Vec<_>>();
        let filled = |r: &Record| secret.iter().copied().filter(|f| !r.value(*f).is_empty()).chain(lost(r)).collect();
        let emptied = all.all(*kind).filter_map(|r| {
            let fields: Vec<usize> = filled(r);
            (!fields.is_empty()).then(|| fields.iter().fold(r.clone(), |record, f| record.with(*f, Value::Empty)))
        });
        let emptied: Vec<Record> = emptied.collect();
        seen.put(emptied);
    }
    seen
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
