//! The pictures: time against what grows, both by powers of ten, with a dashed line along
//! which twice the work takes twice the time.

use plotters::prelude::*;
use proviso::logic::{Many, Mask as _};
use proviso_peers::record::{Command, Input, Run, Size};

/// A row of points and what they are.
struct Line {
    title: String,
    points: Vec<(f64, f64)>,
}

/// Each picture with the name of its file.
pub fn all(run: &Run) -> Vec<(&'static str, String)> {
    let mut profiles = Vec::new();
    for (rules, names) in [(50, 60), (500, 200)] {
        let fits = |size: &Size| size.rules == rules && size.names == names;
        profiles.extend(lines(run, &format!(", {rules} rules"), fits, |size| size.profiles));
    }
    let growing = |size: &Size| size.profiles == 20_000;
    let rules = lines(run, "", |size| growing(size) && size.names == 100, |size| size.rules);
    let names = lines(run, "", |size| growing(size) && size.rules == 500, |size| size.names);
    vec![
        ("profiles.svg", drawn("Time for more profiles", "profiles", &profiles)),
        ("rules.svg", drawn("Time for more rules: 20,000 profiles, 100 facts and terms", "rules", &rules)),
        ("facts.svg", drawn("Time for more facts and terms: 20,000 profiles, 500 rules", "facts and terms", &names)),
    ]
}

/// The whole command over each kind of table, and evaluation alone.
fn lines(run: &Run, which: &str, fits: impl Fn(&Size) -> bool, grows: impl Fn(&Size) -> usize) -> Vec<Line> {
    let sorted = |mut points: Vec<(f64, f64)>| {
        points.sort_by(|one, other| one.0.total_cmp(&other.0));
        points
    };
    let command = |input: Input, title: &str| {
        // A million deals are only measured on two threads, which take as long together.
        let on_one = |row: &&Command| row.jobs == 1 || row.size.profiles == 1_000_000;
        let rows = run.command.iter().filter(|row| row.input == input && on_one(row) && fits(&row.size));
        let points = rows.map(|row| (grows(&row.size) as f64, row.processor_seconds));
        Line { title: format!("{title}{which}"), points: sorted(points.collect()) }
    };
    let alone = run.evaluation.iter().filter(|row| row.lanes == Many::LANES && fits(&row.size));
    let alone = alone.map(|row| (grows(&row.size) as f64, row.seconds)).collect();
    let lines = vec![
        command(Input::JsonLines, "JSON Lines"),
        command(Input::Csv, "CSV"),
        Line { title: format!("evaluation alone{which}"), points: sorted(alone) },
    ];
    lines.into_iter().filter(|line| !line.points.is_empty()).collect()
}

/// One picture as SVG.
fn drawn(title: &str, grows: &str, lines: &[Line]) -> String {
    let mut svg = String::new();
    draw(&mut svg, title, grows, lines).expect("a picture");
    svg
}

fn draw(svg: &mut String, title: &str, grows: &str, lines: &[Line]) -> Result<(), Box<dyn std::error::Error>> {
    let points = || lines.iter().flat_map(|line| &line.points);
    let span = |values: Vec<f64>, room: f64| {
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(0.0, f64::max);
        (low / room)..(high * room)
    };
    let across = span(points().map(|point| point.0).collect(), 1.25);
    let up = span(points().map(|point| point.1).collect(), 2.0);
    let root = SVGBackend::with_string(svg, (820, 480)).into_drawing_area();
    root.fill(&WHITE)?;
    let (plot, legend) = root.split_horizontally(600);
    let mut chart = ChartBuilder::on(&plot)
        .caption(title, ("sans-serif", 17))
        .margin(12)
        .x_label_area_size(42)
        .y_label_area_size(64)
        .build_cartesian_2d(across.clone().log_scale(), up.clone().log_scale())?;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .x_desc(grows)
        .y_desc("seconds of one processor")
        .x_label_formatter(&|value| told(*value))
        .y_label_formatter(&|value| told(*value))
        .draw()?;
    for line in lines {
        let Some((x, y)) = line.points.first() else { continue };
        let along = [(*x, *y), (across.end, y * across.end / x)];
        chart.draw_series(DashedLineSeries::new(along, 4, 4, RGBColor(190, 190, 190).stroke_width(1)))?;
    }
    for (at, line) in lines.iter().enumerate() {
        let color = COLORS[at % COLORS.len()];
        chart.draw_series(LineSeries::new(line.points.iter().copied(), color.stroke_width(2)))?;
        chart.draw_series(line.points.iter().map(|point| Circle::new(*point, 3, color.filled())))?;
        let y = 60 + 24 * i32::try_from(at)?;
        legend.draw(&PathElement::new(vec![(6, y), (30, y)], color.stroke_width(2)))?;
        legend.draw(&Circle::new((18, y), 3, color.filled()))?;
        legend.draw(&Text::new(line.title.clone(), (38, y - 7), ("sans-serif", 13)))?;
    }
    let y = 60 + 24 * i32::try_from(lines.len())?;
    let grey = RGBColor(190, 190, 190);
    for x in [6, 14, 22] {
        legend.draw(&PathElement::new(vec![(x, y), (x + 4, y)], grey.stroke_width(1)))?;
    }
    legend.draw(&Text::new("twice as much takes twice as long", (38, y - 7), ("sans-serif", 11)))?;
    drop((chart, plot, legend));
    root.present()?;
    Ok(())
}

const COLORS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(86, 180, 233),
    RGBColor(230, 159, 0),
    RGBColor(120, 200, 170),
];

fn told(value: f64) -> String {
    match value {
        value if value >= 1e6 => format!("{}M", value / 1e6),
        value if value >= 1e3 => format!("{}k", value / 1e3),
        value if value >= 1.0 => format!("{value:.0}"),
        value => format!("{}", proviso_peers::record::rounded(value)),
    }
}
