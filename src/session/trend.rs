//! How the measures stood over time, from one walk of the journal.

use super::Reading;
use crate::domain::{
    Record, Records, Stamp, View,
    trend::{self, Point, Trend},
};
use jiff::civil::Date;

impl Reading<'_> {
    /// The measures at up to sixty days from the first step to today. The past is what the journal says of it: a day
    /// means its last step in UTC, and *late* is late on that day.
    pub fn trend(&self) -> Result<Trend, String> {
        let (seq, _) = self.reader.head().map_err(|e| self.said(e))?;
        let mut records = Records::default();
        records.seen_with(self.eyes()?);
        let mut walk = Walk { reading: self, records, days: Vec::new(), points: Vec::new() };
        let mut stopped = Ok(());
        let read = self.reader.walk_past(trend::READ, seq, |at, records| {
            stopped = walk.step(Stamp { offset: 0, ..at }.date(), records);
            stopped.is_ok()
        });
        read.map_err(|e| self.said(e))?;
        stopped?;
        walk.rest()?;
        Ok(Trend { points: walk.points, seq })
    }
}

/// The records while the steps go by, and the days that are still to come.
struct Walk<'a> {
    reading: &'a Reading<'a>,
    records: Records,
    /// All days, once the first step is known.
    days: Vec<Date>,
    points: Vec<Point>,
}

impl Walk<'_> {
    /// A step of a day: what days end before it are counted first.
    fn step(&mut self, day: Date, records: Vec<Record>) -> Result<(), String> {
        if self.days.is_empty() {
            self.days = trend::days(day, self.reading.now.date());
        }
        while self.days.get(self.points.len()).is_some_and(|due| *due < day) {
            self.count()?;
        }
        self.records.put(records);
        Ok(())
    }

    fn rest(&mut self) -> Result<(), String> {
        while self.points.len() < self.days.len() {
            self.count()?;
        }
        Ok(())
    }

    fn count(&mut self) -> Result<(), String> {
        let today = self.days[self.points.len()];
        self.points.push(Point::of(View { records: &self.records, today }));
        self.reading.reach_of(self.points.len(), self.days.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::Stamp,
        runtime::{RunOptions, demo_ready},
        session::Session,
    };

    /// The trend is what the records of each day say, read one by one.
    #[test]
    fn each_point_is_what_the_records_of_its_day_say() {
        let root = tempfile::tempdir().unwrap();
        let options = RunOptions::fixed(Stamp::parse("2026-11-21T10:41:07+01:00").unwrap(), root.path());
        let (path, now) = (options.folders.demo(), options.clock.now());
        demo_ready(&options, &path).unwrap();
        let session = Session::open_quietly(&path, &options.setup()).unwrap();
        let reading = session.reading(now);
        let trend = reading.trend().unwrap();
        assert_eq!((trend.points.len(), trend.points.last().unwrap().day), (trend::POINTS, now.date()));
        for point in trend.points.iter().step_by(9).chain(trend.points.last()) {
            let seq = session.reader.step_of(point.day).unwrap().unwrap();
            let records = reading.records_at(seq).unwrap();
            assert_eq!(*point, Point::of(View { records: &records, today: point.day }), "{}", point.day);
        }
        let open = trend.of(2);
        assert!(open.first() == Some(&None) && open.last().unwrap() > &Some(0), "{open:?}");
    }
}
