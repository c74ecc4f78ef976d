//! What the interview of a supplier came to: each judged answer gives 0 to 3, and key questions weigh by themselves.

use super::{
    Id, Kind, Record,
    gate::{Near, linked},
    kinds::{
        YES,
        answer::{self, Proof, Verdict},
        interview, round,
        supplier::Result,
    },
};

/// The outcome of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    pub round: Id,
    /// The mean in hundredths.
    pub mean: usize,
    pub result: Result,
}

/// What an answer is worth: 0 nothing, 1 said, 2 shown in part, 3 shown; nothing where it was not judged.
fn points(answer: &Record) -> Option<usize> {
    let shown = Proof::of(answer, answer::PROOF) == Some(Proof::Proven) || !answer.refs(answer::EVIDENCE).is_empty();
    match (answer::verdict(answer), shown) {
        (Verdict::Conforms, true) => Some(3),
        (Verdict::Improve | Verdict::Minor, true) => Some(2),
        (Verdict::Conforms | Verdict::Improve | Verdict::Minor, false) => Some(1),
        (Verdict::Major, _) => Some(0),
        (Verdict::NotLookedAt | Verdict::NotApplicable | Verdict::Parked, _) => None,
    }
}

/// Of one round; nothing before an answer was judged.
pub fn of_round(near: &dyn Near, round: Id) -> Option<Score> {
    let talks: Vec<Id> = linked(near, round, (Kind::Interview, interview::ROUND)).map(|i| i.id).collect();
    let answers = talks.iter().flat_map(|talk| linked(near, *talk, (Kind::Answer, answer::INTERVIEW)));
    let judged: Vec<(usize, bool)> =
        answers.filter_map(|a| Some((points(&a)?, a.choice(answer::KEY) == Some(YES)))).collect();
    let mean = (100 * judged.iter().map(|(n, _)| n).sum::<usize>()).checked_div(judged.len())?;
    let weakest = judged.iter().filter(|(_, key)| *key).map(|(n, _)| *n).min().unwrap_or(3);
    let result = match (mean, weakest) {
        (200.., 2..) => Result::Acceptable,
        (100.., 1..) => Result::Conditions,
        _ => Result::NotAcceptable,
    };
    Some(Score { round, mean, result })
}

/// Of the newest review of a supplier in which something was judged.
pub fn newest(near: &dyn Near, supplier: Id) -> Option<Score> {
    let rounds = linked(near, supplier, (Kind::Round, round::SUPPLIER));
    let mut ids: Vec<Id> = rounds.map(|r| r.id).collect();
    ids.sort_unstable();
    ids.into_iter().rev().find_map(|id| of_round(near, id))
}

/// `2.35 of 3, acceptable, RD-06`
pub fn told(near: &dyn Near, supplier: &Record) -> String {
    newest(near, supplier.id).map_or(String::new(), |score| {
        let (whole, part) = (score.mean / 100, score.mean % 100);
        format!("{whole}.{part:02} of 3, {}, {}", score.result.label(), score.round)
    })
}

/// The worst first, those without a score last.
pub fn rank(near: &dyn Near, supplier: &Record) -> i64 {
    newest(near, supplier.id).map_or(301, |score| score.mean as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Records, Value, View};
    use jiff::civil::date;

    /// The score of answers: verdict, whether it was shown, whether it is a key question.
    fn score(answers: &[(Verdict, bool, bool)]) -> Option<(usize, Result)> {
        let mut records = Records::default();
        let supplier = Id::new(Kind::Supplier, 1);
        let (round, talk) = (Id::new(Kind::Round, 1), Id::new(Kind::Interview, 1));
        records.put([
            Record::new(supplier),
            Record::new(round).with(round::SUPPLIER, Value::Ref(supplier)),
            Record::new(talk).with(interview::ROUND, Value::Ref(round)),
        ]);
        records.put(answers.iter().enumerate().map(|(i, (verdict, shown, key))| {
            let answer = Record::new(Id::new(Kind::Answer, i as u32 + 1)).with(answer::INTERVIEW, Value::Ref(talk));
            let proof = if *shown { Proof::Proven } else { Proof::Told };
            let answer = answer.with(answer::VERDICT, verdict.value()).with(answer::PROOF, proof.value());
            if *key { answer.with(answer::KEY, Value::Choice(YES)) } else { answer }
        }));
        let view = View { records: &records, today: date(2026, 11, 26) };
        newest(&view, supplier).map(|s| (s.mean, s.result))
    }

    #[test]
    fn the_mean_and_the_key_questions_give_the_result() {
        use Verdict::*;
        assert_eq!(score(&[(Parked, false, true), (NotApplicable, false, false)]), None);
        assert_eq!(score(&[(Conforms, true, true), (Improve, true, true)]), Some((250, Result::Acceptable)));
        assert_eq!(score(&[(Conforms, true, false), (Conforms, false, true)]), Some((200, Result::Conditions)));
        assert_eq!(score(&[(Conforms, true, false), (Major, false, true)]), Some((150, Result::NotAcceptable)));
        assert_eq!(score(&[(Minor, false, true), (Major, false, false)]), Some((50, Result::NotAcceptable)));
        assert_eq!(score(&[(Conforms, false, false); 3]), Some((100, Result::Conditions)));
    }
}
