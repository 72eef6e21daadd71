//! The order in which lines on paper are read, where a program has mixed the lines of columns up.
//!
//! A page is cut along the widest blank strip from top to bottom, else along the highest one from side to side, and each
//! part again (recursive X–Y cut).

use super::paragraphs::Line;

/// Cuts within each other.
const DEPTH: usize = 64;
/// How wide the strip between two columns is at least, in sizes of letters.
const STRIP: f32 = 0.6;

/// Whether a line comes behind one that stands lower in the same column.
pub fn is_mixed(lines: &[Line]) -> bool {
    lines.iter().enumerate().any(|(n, line)| {
        let before = lines.iter().take(n);
        before
            .filter(|b| b.start < line.end && line.start < b.end)
            .any(|b| b.top > line.top + line.size / 2.0)
    })
}

/// The lines as they are read: column by column, in the direction of reading.
pub fn in_order(lines: Vec<Line>) -> Vec<Line> {
    let mut done = Vec::with_capacity(lines.len());
    cut(lines, DEPTH, &mut done);
    done
}

fn cut(mut lines: Vec<Line>, depth: usize, done: &mut Vec<Line>) {
    if lines.len() > 1 && depth > 0 {
        let size = lines.iter().map(|l| l.size).fold(f32::MAX, f32::min);
        for (extent, least) in [(across as Extent, STRIP * size), (down as Extent, f32::MIN)] {
            lines.sort_by(|a, b| extent(a).0.total_cmp(&extent(b).0));
            if let Some(at) = widest_gap(&lines, extent, least) {
                let rest = lines.split_off(at);
                cut(lines, depth - 1, done);
                cut(rest, depth - 1, done);
                return;
            }
        }
    }
    lines.sort_by(|a, b| a.top.total_cmp(&b.top));
    done.append(&mut lines);
}

/// Where a line begins and ends in one dimension.
type Extent = fn(&Line) -> (f32, f32);

fn across(line: &Line) -> (f32, f32) {
    (line.start, line.end)
}

/// The middle of a line: boxes of neighbours touch.
fn down(line: &Line) -> (f32, f32) {
    (line.top + line.size * 0.3, line.top + line.size * 0.7)
}

/// The number of lines before the widest gap, if it is wider than `least`.
fn widest_gap(lines: &[Line], extent: Extent, least: f32) -> Option<usize> {
    let mut end = f32::MIN;
    let mut widest: Option<(f32, usize)> = None;
    for (n, line) in lines.iter().enumerate() {
        let (start, stop) = extent(line);
        let gap = start - end;
        if n > 0 && gap > least.max(0.0) && widest.is_none_or(|(width, _)| gap > width) {
            widest = Some((gap, n));
        }
        end = end.max(stop);
    }
    widest.map(|(_, n)| n)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of size ten, by where they start and end and how low they stand.
    fn lines(boxes: &[(f32, f32, f32)]) -> Vec<Line> {
        let line = |(n, &(start, end, top)): (usize, &(f32, f32, f32))| Line {
            text: n.to_string(),
            start,
            end,
            top,
            size: 10.0,
        };
        boxes.iter().enumerate().map(line).collect()
    }

    fn order(boxes: &[(f32, f32, f32)]) -> Vec<String> {
        in_order(lines(boxes)).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn columns_under_a_headline_that_were_mixed_up() {
        let page = [
            (0.0, 200.0, 0.0),
            (0.0, 90.0, 30.0),
            (110.0, 200.0, 30.0),
            (0.0, 90.0, 54.0),
            (110.0, 200.0, 54.0),
            (0.0, 90.0, 42.0),
            (110.0, 200.0, 42.0),
            (0.0, 200.0, 90.0),
        ];
        assert!(is_mixed(&lines(&page)));
        assert_eq!(order(&page), ["0", "1", "5", "3", "2", "6", "4", "7"]);
    }

    #[test]
    fn columns_in_order_are_not_touched() {
        let page = [
            (0.0, 90.0, 0.0),
            (0.0, 90.0, 12.0),
            (110.0, 200.0, 0.0),
            (110.0, 200.0, 12.0),
            (0.0, 200.0, 40.0),
        ];
        assert!(!is_mixed(&lines(&page)));
        assert_eq!(order(&page), ["0", "1", "2", "3", "4"]);
        assert!(order(&[]).is_empty());
    }
}
