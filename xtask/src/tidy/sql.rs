//! Rules for the database's sources: a table's rights stand in its file, and a function that runs
//! with its owner's rights resolves no name by the caller's search path.

use super::Source;

pub(super) fn check(source: &Source) -> Vec<String> {
    let lower = code(&source.text.to_lowercase());
    let mut breaches = Vec::new();
    if source.is("sql/", ".sql") && source.path.contains("/tables/") {
        if !lower.contains("enable row level security") {
            breaches.push(format!("{}: a table without row level security", source.path));
        }
        // The other schemas are machinery, which functions reach with their owner's rights.
        if source.path.starts_with("sql/public/") && !lower.contains("grant ") {
            breaches.push(format!("{}: a table without grants", source.path));
        }
    }
    if source.is("sql/", ".sql") || source.is("supabase/migrations/", ".sql") {
        let heads = lower.split("create ").filter_map(|statement| statement.split("as $").next());
        for head in heads.filter(|head| head.contains("security definer")) {
            if !head.contains("set search_path = ''") {
                let name = head.split(['(', '\n']).next().unwrap_or_default().trim();
                breaches.push(format!(
                    "{}: {name} is security definer without set search_path = ''",
                    source.path
                ));
            }
        }
    }
    breaches
}

/// Without comments, which may speak of anything.
fn code(sql: &str) -> String {
    sql.lines()
        .map(|line| line.split("--").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaches(path: &str, text: &str) -> Vec<String> {
        check(&Source { path: path.into(), text: text.into() })
    }

    #[test]
    fn a_table_brings_its_rights() {
        let bare = "create table public.a (id uuid);";
        assert_eq!(
            breaches("sql/public/tables/a.sql", bare),
            [
                "sql/public/tables/a.sql: a table without row level security",
                "sql/public/tables/a.sql: a table without grants"
            ]
        );
        let whole = format!(
            "{bare}\ngrant select on public.a to authenticated;\nalter table public.a enable row level security;"
        );
        assert!(breaches("sql/public/tables/a.sql", &whole).is_empty());
    }

    #[test]
    fn the_owners_rights_need_an_empty_search_path() {
        let bad = "create function public.a(x int) returns int\nlanguage sql security definer\nas $$ select 1 $$;";
        assert_eq!(
            breaches("supabase/migrations/1_a.sql", bad),
            ["supabase/migrations/1_a.sql: function public.a(x int) returns int is security definer without set search_path = ''"
                .replace("(x int) returns int", "")]
        );
        let good = bad.replace("definer\n", "definer set search_path = ''\n");
        assert!(breaches("supabase/migrations/1_a.sql", &good).is_empty());
        assert!(breaches("sql/a.sql", "-- create nothing security definer\nselect 1;").is_empty());
    }
}
