//! The gap analysis: every clause and control, interview by interview, counted at all times, and an audit from it.

use crate::desk::Desk;
use aims::domain::{
    Id, Kind, Records, Value, View,
    coverage::{self, Coverage, Span},
    kinds::{
        action,
        answer::{self, Verdict},
        finding, interview, item,
        round::{self, Type},
    },
};

/// As published; the product's own list is compared with it.
const CLAUSES: &str = "4.1 4.2 4.3 4.4 5.1 5.2 5.3 6.1.1 6.1.2 6.1.3 6.1.4 6.2 6.3 7.1 7.2 7.3 7.4 7.5.1 7.5.2 7.5.3 \
    8.1 8.2 8.3 8.4 9.1 9.2.1 9.2.2 9.3.1 9.3.2 9.3.3 10.1 10.2";
const CONTROLS: &str = "A.2.2 A.2.3 A.2.4 A.3.2 A.3.3 A.4.2 A.4.3 A.4.4 A.4.5 A.4.6 A.5.2 A.5.3 A.5.4 A.5.5 \
    A.6.1.2 A.6.1.3 A.6.2.2 A.6.2.3 A.6.2.4 A.6.2.5 A.6.2.6 A.6.2.7 A.6.2.8 A.7.2 A.7.3 A.7.4 A.7.5 A.7.6 \
    A.8.2 A.8.3 A.8.4 A.8.5 A.9.2 A.9.3 A.9.4 A.10.2 A.10.3 A.10.4";

/// A gap round with two interviews that together ask about everything.
fn planned() -> Desk {
    let mut desk = Desk::empty();
    desk.keys("gong<Enter>nNora Berg<Enter>AIMS<Space>manager<Enter>q");
    assert!(desk.screen().contains("not asked in any interview (55)"), "{}", desk.screen());
    // Whoever can speak for the rest gets time for all of it, and the questions for it.
    desk.keys("nIvo Lund<Enter>no<Space>role<Enter>e").field(interview::MINUTES).keys("<C-u>210<Enter>qp");
    desk
}

fn answers(records: &Records) -> usize {
    records.count(Kind::Answer)
}

/// Judges every question of the interview whose card is open, going round the verdicts.
fn judge_all(desk: &mut Desk, count: usize) {
    for i in 0..count {
        let verdict = ["c", "o", "m", "M", "a"][i % 5];
        desk.keys(&format!("heard {i}<C-x>{verdict}"));
        if verdict == "a" {
            desk.keys("nothing of it is done here<Enter>");
        }
        if i + 1 < count {
            desk.keys("<PageDown>");
        }
    }
}

#[test]
fn s2_29_every_clause_and_control_interview_by_interview() {
    let mut desk = planned();
    let records = desk.records();
    let all: Vec<&aims::domain::Record> = records.all(Kind::Interview).collect();
    let counts: Vec<usize> =
        all.iter().map(|i| records.linked(i.id, Kind::Answer, answer::INTERVIEW).count()).collect();
    assert_eq!((counts[0], counts[1]), (15, 70));
    desk.keys("goG<Enter><Home><Enter>H");
    judge_all(&mut desk, 15);
    desk.keys("<C-x>qq<Down><Enter>H");
    judge_all(&mut desk, 70);
    // Evidence, a finding and an action on the one before the last.
    desk.keys("<PageUp><C-x>eminutes of 3 June<Enter><C-x>f<Tab>Nobody signs<Enter><C-x>q");
    desk.keys("gfAsign it from now on<Enter>");
    desk.reopen();
    let records = desk.records();
    let round = records.single(Kind::Round).unwrap().id;
    let view = View { records: &records, today: crate::desk::now().date() };
    let clauses = records.all(Kind::Item).filter(|i| !item::is_control(i)).count();
    assert_eq!((clauses, records.count(Kind::Item)), (32, 70));
    for item in records.all(Kind::Item) {
        let verdict = item::speaker(view, item, Some(round)).map(answer::verdict);
        assert!(verdict.is_some_and(Verdict::is_judged), "{} is not judged", item.id);
    }
    for a in records.all(Kind::Answer) {
        assert!(a.text(answer::NOTE).starts_with("heard "), "{}", a.id);
        let told = answer::verdict(a) == Verdict::NotApplicable;
        assert_eq!(a.text(answer::WHY_NOT).is_empty(), !told, "{}", a.id);
    }
    let action = records.all(Kind::Action).next().expect("the action");
    let finding = records.all(Kind::Finding).next().expect("the finding");
    assert_eq!((action.title(), action.refs(action::ABOUT)), ("sign it from now on", &[finding.id][..]));
    let judged = records.live(finding.one(finding::ANSWER).unwrap()).unwrap();
    assert_eq!(records.name(judged.refs(answer::EVIDENCE)[0]), "minutes of 3 June");
    desk.keys("goG<Enter>");
    assert!(desk.screen().contains("judged 70/70"), "{}", desk.screen());
}

#[test]
fn s3_08_the_gap_report_tells_what_is_missing() {
    let mut desk = planned();
    // From the question list the interview is held; the letters read as in a gap analysis.
    desk.keys("H<Esc>M");
    assert!(desk.screen().to_lowercase().contains("not in place"), "{}", desk.screen());
    desk.keys("inobody has looked at this<C-x>f<Tab><C-u>Context was never looked at<Enter>");
    desk.keys("<C-x>q");
    desk.reopen();
    let item = {
        let records = desk.records();
        let finding = records.all(Kind::Finding).next().unwrap();
        assert_eq!(finding::Source::of(finding, finding::SOURCE), Some(finding::Source::Gap));
        finding.refs(finding::AGAINST)[0]
    };
    let report = desk.paper("gap report", "md");
    for words in ["Context was never looked at", "not in place", "A.10.4", "7.5.3", &item.to_string()] {
        assert!(report.contains(words), "{words}:\n{report}");
    }
}

#[test]
fn s3_09_the_template_is_the_tree_of_clauses() {
    let mut desk = planned();
    let records = desk.records();
    // The template is the standard's own list, in its order and complete.
    let ids: Vec<String> = records.all(Kind::Item).map(|i| i.id.to_string()).collect();
    let published: Vec<&str> = CLAUSES.split(' ').chain(CONTROLS.split(' ')).collect();
    assert_eq!((published.len(), ids), (32 + 38, published.iter().map(|id| id.to_string()).collect()));
    // No question stands outside of it, not even one that is typed.
    desk.keys("nWho reads the context analysis?<Enter>");
    let records = desk.records();
    for a in records.all(Kind::Answer) {
        let item = a.one(answer::ITEM).unwrap_or_else(|| panic!("{} {} belongs to nothing", a.id, a.title()));
        assert!(records.live(item).is_some());
    }
    let paper = desk.paper("checklist", "md");
    for id in &published {
        assert!(paper.contains(id), "{id} is not on the blank checklist");
    }
}

#[test]
fn s3_10_answered_and_total_at_all_times() {
    let mut desk = planned();
    let round = desk.newest(Kind::Round).id;
    desk.keys("H<Esc>c");
    let counted = |desk: &Desk| {
        let records = desk.records();
        let view = View { records: &records, today: crate::desk::now().date() };
        let counts = Coverage::of(view, Span::Round(round));
        let headings: Vec<(String, usize, usize)> =
            counts.rows().map(|(h, t)| (h.reference.to_string(), t.judged(), t.total)).collect();
        (coverage::items(view, Span::Round(round)).len(), headings)
    };
    desk.keys("qq");
    for reopened in [false, true] {
        if reopened {
            desk.reopen().keys("goG<Enter>");
        }
        let seen = desk.screen();
        let (total, headings) = counted(&desk);
        assert!(seen.contains(&format!("judged 1/{total}")), "{seen}");
        assert_eq!(headings.iter().map(|(.., total)| total).sum::<usize>(), 70);
        assert_eq!(headings.iter().map(|(_, judged, _)| judged).sum::<usize>(), 1);
        for (reference, judged, total) in &headings {
            let counts = format!("{judged}/{total}");
            let row = seen.lines().find(|l| l.split_whitespace().any(|w| w == reference)).unwrap_or_default();
            assert!(row.contains(&counts), "{reference} {counts}:\n{seen}");
        }
    }
    // In the interview itself the header counts, too.
    desk.keys("<Home>H");
    assert!(desk.screen().contains("done 0") && desk.screen().contains("15 to ask"), "{}", desk.screen());
    desk.keys("<C-x>q");
    desk.keys("gh");
    assert!(desk.screen().contains("/32 judged"), "{}", desk.screen());
}

#[test]
fn s3_11_an_audit_from_the_gap_round() {
    let mut desk = planned();
    desk.keys("<Home>H<Esc>m<Esc>iheard before<C-x>q");
    let gap = desk.newest(Kind::Round).id;
    let before = answers(&desk.records());
    desk.keys("goGF");
    desk.reopen();
    let records = desk.records();
    let audit = records.all(Kind::Round).next_back().unwrap();
    assert_ne!(audit.id, gap);
    assert_eq!(Type::of(audit, round::TYPE), Some(Type::Audit));
    let of = |round: Id| -> Vec<(String, Option<Id>)> {
        let mut all: Vec<_> = records
            .all(Kind::Answer)
            .filter(|a| answer::round_of(&records, a) == Some(round))
            .map(|a| (a.title().to_string(), a.one(answer::ITEM)))
            .collect();
        all.sort();
        all
    };
    assert_eq!(of(audit.id), of(gap));
    assert_eq!(answers(&records), 2 * before);
    let new: Vec<_> = records.all(Kind::Answer).filter(|a| answer::round_of(&records, a) == Some(audit.id)).collect();
    assert!(new.iter().all(|a| answer::verdict(a) == Verdict::NotLookedAt && a.value(answer::NOTE) == &Value::Empty));
    // What was said in the gap analysis is at hand beside the question.
    let heard = new.iter().find(|a| {
        let base = a.one(answer::BASE).and_then(|b| records.get(b));
        base.is_some_and(|b| b.text(answer::NOTE) == "heard before")
    });
    let heard = *heard.expect("the answer that was given before");
    let interview = heard.one(answer::INTERVIEW).unwrap();
    let number = records.linked(interview, Kind::Answer, answer::INTERVIEW).position(|a| a.id == heard.id).unwrap();
    desk.keys(&format!("gv/{interview}<Enter><Enter><C-x>g{}<Enter><C-x>L", number + 1));
    assert!(desk.screen().contains("heard before") && desk.screen().contains("partly in place"), "{}", desk.screen());
}
