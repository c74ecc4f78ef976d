//! Two rounds beside each other, item by item: what got better, what got worse, what only one of them judged.

use super::{
    coverage::{self, Span},
    id::Id,
    kind::Kind,
    kinds::{
        answer::{self, Verdict},
        item,
    },
    records::View,
};

/// How an item stands in the later round against the earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemTrend {
    Worse,
    Better,
    /// One of the two is *not applicable*, which is neither better nor worse than a verdict.
    Other,
    OnlyEarlier,
    OnlyLater,
    Same,
}

impl ItemTrend {
    pub const ALL: [ItemTrend; 6] = [
        ItemTrend::Worse,
        ItemTrend::Better,
        ItemTrend::Other,
        ItemTrend::OnlyEarlier,
        ItemTrend::OnlyLater,
        ItemTrend::Same,
    ];

    /// The words for it.
    pub fn label(self) -> &'static str {
        match self {
            ItemTrend::Worse => "worse",
            ItemTrend::Better => "better",
            ItemTrend::Other => "otherwise",
            ItemTrend::OnlyEarlier => "judged in the earlier round only",
            ItemTrend::OnlyLater => "judged in the later round only",
            ItemTrend::Same => "the same",
        }
    }
}

/// An item in two rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemDifference {
    pub item: Id,
    pub earlier: Verdict,
    pub later: Verdict,
    pub way: ItemTrend,
    /// The round that did not judge it judged some of its questions.
    pub in_part: bool,
}

/// Every item that one of the two rounds judged, the worse ones first, each group in the order of the standard. What a
/// round judged only in part is not judged there, as its coverage says, so it is neither better nor worse.
pub fn between(view: View, earlier: Id, later: Id) -> Vec<ItemDifference> {
    let of = |item: &super::record::Record| {
        let verdicts = [earlier, later].map(|round| coverage::judged(view, item, Span::Round(round)).0);
        let way = way(verdicts)?;
        let begun = |round| item::speaker(view, item, Some(round)).is_some_and(|a| answer::verdict(a).is_judged());
        let in_part = [earlier, later].iter().zip(verdicts).any(|(round, v)| !v.is_judged() && begun(*round));
        Some(ItemDifference { item: item.id, earlier: verdicts[0], later: verdicts[1], way, in_part })
    };
    let mut found: Vec<ItemDifference> = view.records.all(Kind::Item).filter_map(of).collect();
    found.sort_by_key(|d| d.way);
    found
}

fn way([earlier, later]: [Verdict; 2]) -> Option<ItemTrend> {
    Some(match (earlier.is_judged(), later.is_judged()) {
        (false, false) => return None,
        (true, false) => ItemTrend::OnlyEarlier,
        (false, true) => ItemTrend::OnlyLater,
        (true, true) if earlier == later => ItemTrend::Same,
        (true, true) if [earlier, later].contains(&Verdict::NotApplicable) => ItemTrend::Other,
        (true, true) if later.weight() > earlier.weight() => ItemTrend::Worse,
        (true, true) => ItemTrend::Better,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Record, Records, Value, kinds::interview};
    use Verdict::*;
    use jiff::civil::date;

    #[test]
    fn two_rounds_are_compared_item_by_item_and_the_worse_stand_first() {
        let round = |n| Id::new(Kind::Round, n);
        let mut records = Records::default();
        let mut number = 0;
        let mut judged = |records: &mut Records, of: u32, item: u32, verdict: Verdict| {
            number += 1;
            records.put([
                Record::new(round(of)),
                Record::new(Id::new(Kind::Interview, of)).with(interview::ROUND, Value::Ref(round(of))),
                Record::new(Id::new(Kind::Item, item)),
                Record::new(Id::new(Kind::Answer, number))
                    .with(answer::INTERVIEW, Value::Ref(Id::new(Kind::Interview, of)))
                    .with(answer::ITEM, Value::Ref(Id::new(Kind::Item, item)))
                    .with(answer::VERDICT, verdict.value()),
            ]);
        };
        for (item, earlier, later) in [
            (1, Conforms, Conforms),
            (2, Minor, Conforms),
            (3, Conforms, Major),
            (4, Minor, Parked),
            (5, Parked, Improve),
            (6, NotApplicable, Minor),
            (7, Parked, Parked),
        ] {
            judged(&mut records, 1, item, earlier);
            judged(&mut records, 2, item, later);
        }
        let view = View { records: &records, today: date(2026, 6, 10) };
        let found: Vec<(u32, ItemTrend)> =
            between(view, round(1), round(2)).iter().map(|d| (d.item.n, d.way)).collect();
        use ItemTrend::*;
        assert_eq!(found, [(3, Worse), (2, Better), (6, Other), (4, OnlyEarlier), (5, OnlyLater), (1, Same)]);
        assert!(between(view, round(1), round(1)).iter().all(|d| d.way == Same && !d.in_part));
        // A second question of the later round waits: an improvement is not judged then, a breach stands at once.
        judged(&mut records, 2, 2, NotLookedAt);
        judged(&mut records, 2, 3, NotLookedAt);
        let view = View { records: &records, today: date(2026, 6, 10) };
        let found = between(view, round(1), round(2));
        let of = |n: u32| found.iter().find(|d| d.item.n == n).map(|d| (d.way, d.in_part));
        assert_eq!([of(2), of(3)], [Some((OnlyEarlier, true)), Some((Worse, false))]);
    }
}
