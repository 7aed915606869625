-- What became of denials that ended within the twelve months before a day, by class of payer, category and the
-- reason that leads: how many were decided, and of how many something came back (denial_rules.md 4.7). What ended
-- because nobody thought it worth the time, or went to somebody else, says nothing of the chance to win. Of very
-- many the most frequent.

select
    coalesce(payer_class, 'unknown') as payer_class,
    category,
    carc,
    count(*) filter (where resolved_as in ('overturned', 'partially_overturned')) as won,
    count(*) as ended
from denial
where kind = 'denial'
    and not is_test
    and not vanished
    and (
        resolved_as in ('overturned', 'partially_overturned', 'upheld', 'contractual')
        or (resolved_as = 'written_off' and write_off <> 'not_worth_it')
    )
    and resolved_on > cast($day as date) - interval '12 months'
    and resolved_on <= cast($day as date)
group by coalesce(payer_class, 'unknown'), category, carc
order by ended desc, payer_class, category, carc
limit 2000
