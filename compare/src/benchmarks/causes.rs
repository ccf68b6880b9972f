//! Why rows are lost: prose that people write, found by the titles of rows.

/// Causes in the order in which they were written.
///
/// ```text
/// ## Vector: clone + set ... String
/// ## Vector: clone + push_back ... String
///
/// One paragraph or more: why.
/// ```
#[derive(Default)]
pub struct Causes(Vec<Cause>);

struct Cause {
    /// The parts of each heading, which a title has one behind the other.
    headings: Vec<Vec<String>>,
    prose: String,
}

impl Causes {
    /// Reads headings and the prose below them. What stands before the first one is for the reader.
    pub fn read(text: &str) -> Self {
        let mut causes: Vec<Cause> = Vec::new();
        for line in text.lines() {
            if let Some(heading) = line.strip_prefix("## ") {
                let parts = heading.split("...").map(|part| part.trim().to_lowercase()).collect();
                match causes.last_mut() {
                    // Another heading for the same prose.
                    Some(last) if last.prose.trim().is_empty() => last.headings.push(parts),
                    _ => causes.push(Cause { headings: vec![parts], prose: String::new() }),
                }
            } else if let Some(last) = causes.last_mut() {
                last.prose.extend([line, "\n"]);
            }
        }
        Self(causes)
    }

    /// The prose of the first cause that is one of a row's.
    pub fn of(&self, title: &str) -> Option<&str> {
        let title = title.to_lowercase();
        let cause =
            self.0.iter().find(|cause| cause.headings.iter().any(|parts| has(&title, parts)));
        cause.map(|cause| cause.prose.trim())
    }

    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|cause| cause.prose.trim())
    }
}

/// Whether a title has all parts, one behind the other.
fn has(title: &str, parts: &[String]) -> bool {
    let mut rest = title;
    parts.iter().all(|part| match rest.find(part.as_str()) {
        Some(at) => {
            rest = &rest[at + part.len()..];
            true
        }
        None => false,
    })
}
