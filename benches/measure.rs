//! Times and bytes of both programs by step, and the table of their ratios.

use std::{fmt, time::Instant};

/// Runs something and returns its result with the milliseconds it took.
pub fn timed<T>(act: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let result = act();
    (result, start.elapsed().as_secs_f64() * 1e3)
}

/// The most memory that this process had, in the words of the system.
pub fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.map_or("not told here".into(), |line| line.split_whitespace().skip(1).collect::<Vec<_>>().join(" "))
}

/// Samples of one program: milliseconds and bytes.
#[derive(Default)]
struct Samples {
    times: Vec<f64>,
    bytes: Vec<usize>,
}

impl Samples {
    fn add(&mut self, (time, bytes): (f64, usize)) {
        self.times.push(time);
        self.bytes.push(bytes);
    }
    fn time(&self, part: f64) -> f64 {
        let mut times = self.times.clone();
        times.sort_by(f64::total_cmp);
        at(&times, part)
    }
    fn bytes(&self) -> usize {
        let mut bytes = self.bytes.clone();
        bytes.sort_unstable();
        at(&bytes, 0.5)
    }
}

/// The sample at this part of a sorted list.
fn at<T: Copy>(sorted: &[T], part: f64) -> T {
    sorted[((sorted.len() - 1) as f64 * part).round() as usize]
}

struct Step {
    findings: u32,
    label: String,
    ours: Samples,
    floor: Samples,
}

/// All steps in the order they were first seen.
#[derive(Default)]
pub struct Table {
    steps: Vec<Step>,
}

impl Table {
    pub fn add(&mut self, findings: u32, label: &str, ours: (f64, usize), floor: (f64, usize)) {
        let found = self.steps.iter().position(|s| s.findings == findings && s.label == label);
        let i = found.unwrap_or_else(|| {
            let (ours, floor) = (Samples::default(), Samples::default());
            self.steps.push(Step { findings, label: label.to_string(), ours, floor });
            self.steps.len() - 1
        });
        self.steps[i].ours.add(ours);
        self.steps[i].floor.add(floor);
    }

    /// Runs a step of both, one after the other; each returns its bytes.
    pub fn pair(&mut self, findings: u32, label: &str, ours: impl FnOnce() -> usize, floor: impl FnOnce() -> usize) {
        let (bytes, time) = timed(ours);
        let (floor_bytes, floor_time) = timed(floor);
        self.add(findings, label, (time, bytes), (floor_time, floor_bytes));
    }

    /// The steps of the largest file whose median over the floor is beyond its limit.
    pub fn over<'a>(&self, limits: impl Iterator<Item = (&'a str, f64)>) -> Vec<String> {
        let Some(most) = self.steps.iter().map(|s| s.findings).max() else { return Vec::new() };
        let ratio = |label: &str| {
            let step = self.steps.iter().find(|s| s.findings == most && s.label == label)?;
            Some(step.ours.time(0.5) / step.floor.time(0.5)).filter(|ratio| ratio.is_finite())
        };
        let told = |(label, limit): (&str, f64)| match ratio(label)? {
            ratio if ratio > limit => Some(format!("over its limit: {label}, {ratio:.2} of at most {limit}")),
            _ => None,
        };
        limits.filter_map(told).collect()
    }

    /// Steps that have a limit, of the largest file: over the bare list, and what may be at most.
    pub fn short(&self, limits: &[(&str, f64)]) -> String {
        let Some(most) = self.steps.iter().map(|s| s.findings).max() else { return String::new() };
        let fewest = self.steps.iter().map(|s| s.findings).min().unwrap_or(most);
        let ratio = |a: f64, b: f64| if b > 0.0 { format!("{:.2}", a / b) } else { String::new() };
        let mut out =
            "| Step | median / list | at most | bytes / list | flat |\n|---|---:|---:|---:|---:|\n".to_string();
        for (label, limit) in limits {
            let Some(step) = self.steps.iter().find(|s| s.findings == most && s.label == *label) else { continue };
            let time = ratio(step.ours.time(0.5), step.floor.time(0.5));
            let sent = ratio(step.ours.bytes() as f64, step.floor.bytes() as f64);
            let flat = self.median(fewest, label).map_or(String::new(), |few| ratio(step.ours.time(0.5), few));
            out.push_str(&format!("| {label} | {time} | {limit} | {sent} | {flat} |\n"));
        }
        out
    }

    fn median(&self, findings: u32, label: &str) -> Option<f64> {
        self.steps.iter().find(|s| s.findings == findings && s.label == label).map(|s| s.ours.time(0.5))
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(most) = self.steps.iter().map(|s| s.findings).max() else { return Ok(()) };
        let fewest = self.steps.iter().map(|s| s.findings).min().unwrap_or(most);
        writeln!(
            f,
            "| {most} findings, 120x40 | median ms | p99 ms | bytes | median / floor | p99 / floor | bytes / floor | {most} / {fewest} |"
        )?;
        writeln!(f, "|---|---:|---:|---:|---:|---:|---:|---:|")?;
        for step in self.steps.iter().filter(|s| s.findings == most) {
            let (ours, floor) = (&step.ours, &step.floor);
            let (median, p99, bytes) = (ours.time(0.5), ours.time(0.99), ours.bytes());
            let ratio = |a: f64, b: f64| if b > 0.0 { format!("{:.2}", a / b) } else { String::new() };
            let flat = self.median(fewest, &step.label).map_or(String::new(), |few| ratio(median, few));
            let sent = ratio(bytes as f64, floor.bytes() as f64);
            let (middle, worst) = (ratio(median, floor.time(0.5)), ratio(p99, floor.time(0.99)));
            let label = &step.label;
            writeln!(f, "| {label} | {median:.3} | {p99:.3} | {bytes} | {middle} | {worst} | {sent} | {flat} |")?;
        }
        Ok(())
    }
}
