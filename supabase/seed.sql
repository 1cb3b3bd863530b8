-- A demo brand, Maison Aurel, for the account demo@fashionos.test: 24 looks of 5 samples, a runway show and a lookbook shoot
-- with 60 tasks and their crew, a shot list of 80, a gallery of 400, and the house's packages. The same rows every time: ids are
-- hashes of their names, variety comes from them too, dates count from the day it is first loaded. Loading it again changes
-- nothing; without the account only the packages are loaded.

create or replace function pg_temp.id_of(name text) returns uuid language sql immutable
as $$ select md5('maison-aurel:' || name)::uuid $$;

-- A number from 0 to 1 that belongs to a name.
create or replace function pg_temp.share_of(name text) returns double precision language sql immutable
as $$ select (('x' || substr(md5(name), 1, 6))::bit(24)::integer) / 16777215.0 $$;

create or replace function pg_temp.pick(items text[], n integer) returns text language sql immutable
as $$ select items[1 + n % cardinality(items)] $$;

insert into public.packages
  (id, slug, name, category, description, price, currency, inclusions, lead_time_days, times_offered, times_accepted)
select pg_temp.id_of('package ' || p.slug), p.*
from (values
  ('lookbook-essential', 'Lookbook Essential', 'lookbook', 'One day in the studio, twelve looks, web-ready pictures.',
    480000, 'EUR', array['studio day', 'photographer', '12 looks', 'basic retouching'], 10, 64, 31),
  ('lookbook-signature', 'Lookbook Signature', 'lookbook', 'Two days, set design and styling for a full collection.',
    1150000, 'EUR', array['2 studio days', 'photographer', 'stylist', 'hair and make-up', '24 looks', 'retouching'], 21, 38, 17),
  ('campaign-hero', 'Campaign Hero', 'campaign', 'A seasonal campaign on location, stills and film.',
    3900000, 'EUR', array['location scouting', 'photographer', 'film crew', 'stylist', 'hair and make-up', 'casting', 'retouching'], 45, 22, 6),
  ('runway-direct', 'Runway Direct', 'show', 'A compact show with run of show, backstage team and live stream.',
    2750000, 'EUR', array['venue', 'backstage team', 'lighting', 'live stream', 'casting'], 40, 19, 7),
  ('ecommerce-flats', 'E-commerce Flats', 'ecommerce', 'Up to sixty products as flats and ghost mannequins.',
    260000, 'EUR', array['60 products', 'flat lay', 'ghost mannequin', 'basic retouching'], 5, 120, 83),
  ('ecommerce-on-model', 'E-commerce on Model', 'ecommerce', 'Forty products on a model, four angles each.',
    620000, 'EUR', array['studio day', 'model', 'stylist', '40 products', '4 angles', 'retouching'], 9, 75, 41),
  ('social-sprint', 'Social Sprint', 'social', 'Thirty vertical clips and stills within one week.',
    340000, 'EUR', array['30 clips', 'content creator', 'editing', 'captions'], 4, 90, 52),
  ('press-day', 'Press Day', 'event', 'Showroom, appointments and sample handling for the press.',
    890000, 'EUR', array['showroom', 'host', 'sample handling', 'guest list'], 18, 0, 0)
) as p (slug, name, category, description, price, currency, inclusions, lead_time_days, times_offered, times_accepted)
on conflict do nothing;

-- Samples: five pieces to a look.
insert into public.samples
  (id, user_id, name, status, category, is_hero, priority, look_id, eta_at, due_at, supplier, set_family, shoot_minutes, substitute_ids, created_at)
select
  pg_temp.id_of('sample ' || n), u.id,
  pg_temp.pick(array['Ivory', 'Onyx', 'Terracotta', 'Sage', 'Midnight', 'Champagne', 'Cobalt'], look) || ' ' ||
    pg_temp.pick(case piece
      when 0 then array['Silk Slip Dress', 'Pleated Gown', 'Wrap Dress', 'Column Dress']
      when 1 then array['Wool Overcoat', 'Cropped Blazer', 'Trench Coat', 'Quilted Jacket']
      when 2 then array['Leather Pumps', 'Suede Boots', 'Strap Sandals', 'Loafers']
      when 3 then array['Saddle Bag', 'Clutch', 'Tote', 'Belt Bag']
      else array['Pearl Earrings', 'Chain Necklace', 'Signet Ring', 'Silk Scarf'] end, look),
  status, pg_temp.pick(array['dress', 'outerwear', 'shoes', 'bag', 'jewellery'], piece),
  piece = 0 and look % 3 = 1, case when piece = 0 then 1 when piece = 1 then 2 else 3 end,
  'LOOK-' || lpad(look::text, 2, '0'),
  case when status in ('awaiting', 'in_transit', 'delayed')
    then today + make_interval(hours => 10 + (n * 7) % 60 + case status when 'delayed' then 48 else 0 end) end,
  today + make_interval(days => 1 + look % 3, hours => 9),
  pg_temp.pick(array['Atelier Nord', 'Studio Lazzarini', 'Kimura Textiles', 'Casa Ferreira', 'Maison Aurel Archive'], n * 3 + look),
  case when piece = 4 then 'still life' end,
  case piece when 0 then 35 when 1 then 30 when 2 then 15 when 3 then 15 else 20 end,
  case when piece = 0 and look % 4 = 0 then array[pg_temp.id_of('sample ' || ((n + 19) % 120 + 1))] else '{}' end,
  today - interval '9 days' + make_interval(mins => n)
from (select id from auth.users where email = 'demo@fashionos.test') u,
  (select date_trunc('day', now(), 'UTC') as today) d,
  generate_series(1, 120) n,
  lateral (select (n - 1) / 5 + 1 as look, (n - 1) % 5 as piece) l,
  lateral (select case
    when look <= 5 then 'shot'
    when look <= 8 then 'on_set'
    when look <= 13 then 'prepped'
    when look <= 17 then pg_temp.pick(array['received', 'received', 'prepped'], n)
    else pg_temp.pick(array['in_transit', 'received', 'awaiting', 'in_transit', 'delayed', 'prepped', 'awaiting'], n) end as status) s
on conflict (id) do nothing;

insert into public.events (id, user_id, name, starts_at, show_at, ends_at, deadline_at, time_zone, resources, access_from, access_to, created_at)
select pg_temp.id_of('event ' || e.key), u.id, e.name, d.today + e.starts, d.today + e.show, d.today + e.ends, d.today + e.deadline,
  'Europe/Paris', e.resources::jsonb, d.today + e.opens, d.today + e.closes, d.today - interval '20 days'
from (select id from auth.users where email = 'demo@fashionos.test') u,
  (select date_trunc('day', now(), 'UTC') as today) d,
  (values
    ('runway', 'Spring Runway, Palais Brongniart', interval '3 days 6 hours', interval '3 days 19 hours', interval '4 days 1 hour',
      interval '4 days 2 hours', '[{"id": "steamers", "capacity": 3}, {"id": "dressing-stations", "capacity": 8}]',
      interval '3 days 6 hours', interval '4 days 2 hours'),
    ('lookbook', 'Pre-Fall Lookbook, Studio 14', interval '-1 days 7 hours', interval '0 days 9 hours', interval '2 days 19 hours',
      interval '2 days 20 hours', '[{"id": "sets", "capacity": 2}, {"id": "steamers", "capacity": 2}]',
      interval '-1 days 6 hours', interval '2 days 21 hours')
  ) as e (key, name, starts, show, ends, deadline, resources, opens, closes)
on conflict (id) do nothing;

-- Tasks: number, minutes, what comes first, phase, status, role and how many, place, name.
insert into public.tasks
  (id, event_id, owner_id, name, status, phase, duration_minutes, optimistic_minutes, pessimistic_minutes, dependencies,
   percent_complete, deadline_at, location, staff, demands, created_at)
select
  pg_temp.id_of(t.event || ' task ' || t.n), e.id, case when t.n % 4 = 0 then e.user_id end, t.name, t.status, t.phase, t.minutes,
  case when t.minutes > 0 then t.minutes * 4 / 5 end, case when t.minutes > 0 then t.minutes * 7 / 5 end,
  (select coalesce(jsonb_agg(pg_temp.id_of(t.event || ' task ' || p) order by p), '[]') from unnest(t.first) p),
  case t.status when 'done' then 100 when 'in_progress' then 40 else 0 end,
  case when t.phase = 'setup' and t.n % 5 = 0 then e.show_at - interval '1 hour' end,
  t.place,
  case when t.people > 0 then jsonb_build_array(jsonb_build_object('role', t.role, 'count', t.people)) else '[]' end,
  case t.role when 'dresser' then '{"steamers": 1}'::jsonb else '{}' end,
  e.created_at + make_interval(mins => t.n)
from (values
  ('runway', 1, 30, array[]::integer[], 'setup', 'pending', 'stage manager', 1, 'loading dock', 'Open the venue and sign the protocol'),
  ('runway', 2, 90, array[1], 'setup', 'pending', 'rigger', 4, 'hall', 'Rig the truss'),
  ('runway', 3, 120, array[1], 'setup', 'pending', 'carpenter', 3, 'hall', 'Lay the runway'),
  ('runway', 4, 60, array[2], 'setup', 'pending', 'lighting technician', 2, 'hall', 'Hang the lights'),
  ('runway', 5, 45, array[2], 'setup', 'pending', 'sound engineer', 1, 'hall', 'Fly the speakers'),
  ('runway', 6, 60, array[3], 'setup', 'pending', 'carpenter', 2, 'hall', 'Place benches and numbers'),
  ('runway', 7, 60, array[4, 3], 'setup', 'pending', 'lighting technician', 2, 'hall', 'Focus the lights on the runway'),
  ('runway', 8, 30, array[5], 'setup', 'pending', 'sound engineer', 1, 'hall', 'Sound check'),
  ('runway', 9, 45, array[1], 'setup', 'pending', 'runner', 2, 'backstage', 'Set up racks and dressing stations'),
  ('runway', 10, 60, array[9], 'setup', 'pending', 'dresser', 4, 'backstage', 'Unpack and check samples against the line-up'),
  ('runway', 11, 90, array[10], 'setup', 'pending', 'dresser', 3, 'backstage', 'Steam the garments'),
  ('runway', 12, 60, array[10], 'setup', 'pending', 'seamstress', 1, 'backstage', 'Last alterations'),
  ('runway', 13, 40, array[9], 'setup', 'pending', 'make-up artist', 2, 'backstage', 'Set up hair and make-up'),
  ('runway', 14, 30, array[1], 'setup', 'pending', 'producer', 1, 'backstage', 'Model call and sign-in'),
  ('runway', 15, 150, array[13, 14], 'setup', 'pending', 'make-up artist', 4, 'backstage', 'Hair and make-up'),
  ('runway', 16, 60, array[12, 14], 'setup', 'pending', 'stylist', 2, 'backstage', 'Fit the first looks'),
  ('runway', 17, 30, array[6], 'setup', 'pending', 'producer', 1, 'hall', 'Seat cards and gift bags'),
  ('runway', 18, 45, array[4], 'setup', 'pending', 'film operator', 2, 'hall', 'Build the camera riser and the live stream'),
  ('runway', 19, 40, array[7, 8, 16], 'setup', 'pending', 'stage manager', 1, 'hall', 'Walk-through without clothes'),
  ('runway', 20, 60, array[11, 19, 18], 'setup', 'pending', 'stage manager', 1, 'hall', 'Dress rehearsal'),
  ('runway', 21, 30, array[20], 'setup', 'pending', 'stylist', 2, 'backstage', 'Corrections after the rehearsal'),
  ('runway', 22, 30, array[17], 'setup', 'pending', 'host', 4, 'foyer', 'Brief hosts and security'),
  ('runway', 23, 30, array[15, 21], 'setup', 'pending', 'dresser', 4, 'backstage', 'Dress the line-up'),
  ('runway', 24, 45, array[20, 22], 'setup', 'pending', 'host', 4, 'foyer', 'Doors open'),
  ('runway', 25, 0, array[23, 24], 'show', 'pending', null, 0, 'hall', 'Cue the show'),
  ('runway', 26, 18, array[25], 'show', 'pending', 'stage manager', 1, 'hall', 'The show'),
  ('runway', 27, 5, array[26], 'show', 'pending', 'stage manager', 1, 'hall', 'Finale and bow'),
  ('runway', 28, 45, array[27], 'show', 'pending', 'producer', 1, 'backstage', 'Press and interviews'),
  ('runway', 29, 60, array[27], 'show', 'pending', 'host', 2, 'foyer', 'Reception'),
  ('runway', 30, 45, array[27], 'teardown', 'pending', 'dresser', 4, 'backstage', 'Collect and count the samples'),
  ('runway', 31, 45, array[30], 'teardown', 'pending', 'runner', 2, 'backstage', 'Pack samples for return'),
  ('runway', 32, 60, array[29], 'teardown', 'pending', 'lighting technician', 2, 'hall', 'Strike lights and sound'),
  ('runway', 33, 75, array[32], 'teardown', 'pending', 'rigger', 4, 'hall', 'Take down the truss'),
  ('runway', 34, 90, array[29], 'teardown', 'pending', 'carpenter', 3, 'hall', 'Take up the runway'),
  ('runway', 35, 30, array[31, 33, 34], 'teardown', 'pending', 'runner', 2, 'loading dock', 'Load the trucks'),
  ('runway', 36, 20, array[28, 35], 'teardown', 'pending', 'stage manager', 1, 'loading dock', 'Hand the venue back'),
  ('lookbook', 1, 60, array[]::integer[], 'setup', 'done', 'producer', 1, 'studio', 'Pre-production meeting'),
  ('lookbook', 2, 90, array[1], 'setup', 'done', 'set designer', 2, 'set A', 'Build set A, linen and light'),
  ('lookbook', 3, 120, array[1], 'setup', 'done', 'set designer', 2, 'set B', 'Build set B, stone and shadow'),
  ('lookbook', 4, 60, array[1], 'setup', 'done', 'dresser', 2, 'wardrobe', 'Receive and log the samples'),
  ('lookbook', 5, 75, array[4], 'setup', 'done', 'dresser', 2, 'wardrobe', 'Steam looks 1 to 8'),
  ('lookbook', 6, 45, array[2], 'setup', 'done', 'photographer', 1, 'set A', 'Light set A'),
  ('lookbook', 7, 60, array[1], 'setup', 'done', 'make-up artist', 2, 'make-up', 'Hair and make-up, day one'),
  ('lookbook', 8, 180, array[5, 6, 7], 'show', 'done', 'photographer', 1, 'set A', 'Shoot looks 1 to 5'),
  ('lookbook', 9, 150, array[8], 'show', 'in_progress', 'photographer', 1, 'set A', 'Shoot looks 6 to 8'),
  ('lookbook', 10, 75, array[5], 'setup', 'in_progress', 'dresser', 2, 'wardrobe', 'Steam looks 9 to 16'),
  ('lookbook', 11, 45, array[3], 'setup', 'done', 'photographer', 1, 'set B', 'Light set B'),
  ('lookbook', 12, 60, array[7], 'setup', 'pending', 'make-up artist', 2, 'make-up', 'Hair and make-up, day two'),
  ('lookbook', 13, 210, array[9, 10, 11, 12], 'show', 'pending', 'photographer', 1, 'set B', 'Shoot looks 9 to 13'),
  ('lookbook', 14, 150, array[13], 'show', 'pending', 'photographer', 1, 'set B', 'Shoot looks 14 to 17'),
  ('lookbook', 15, 60, array[10], 'setup', 'blocked', 'producer', 1, 'wardrobe', 'Chase the samples still on their way'),
  ('lookbook', 16, 75, array[15], 'setup', 'pending', 'dresser', 2, 'wardrobe', 'Steam looks 18 to 24'),
  ('lookbook', 17, 60, array[12], 'setup', 'pending', 'make-up artist', 2, 'make-up', 'Hair and make-up, day three'),
  ('lookbook', 18, 240, array[14, 16, 17], 'show', 'pending', 'photographer', 1, 'set A', 'Shoot looks 18 to 24'),
  ('lookbook', 19, 120, array[8], 'show', 'pending', 'photographer', 1, 'set B', 'Still life of bags and jewellery'),
  ('lookbook', 20, 90, array[9], 'show', 'in_progress', 'digital operator', 1, 'studio', 'First selection, day one'),
  ('lookbook', 21, 90, array[18, 19], 'teardown', 'pending', 'digital operator', 1, 'studio', 'Back up and deliver the raws'),
  ('lookbook', 22, 60, array[18], 'teardown', 'pending', 'set designer', 2, 'studio', 'Strike the sets'),
  ('lookbook', 23, 60, array[18, 19], 'teardown', 'pending', 'dresser', 2, 'wardrobe', 'Return the samples'),
  ('lookbook', 24, 0, array[21, 22, 23], 'teardown', 'pending', null, 0, 'studio', 'Wrap')
) as t (event, n, minutes, first, phase, status, role, people, place, name)
join public.events e on e.id = pg_temp.id_of('event ' || t.event)
on conflict (id) do nothing;

insert into public.crew_assignments (id, event_id, name, roles, available_from, available_to, assigned_to, created_at)
select pg_temp.id_of('crew ' || c.event || ' ' || c.name), e.id, c.name, c.roles, e.starts_at, e.ends_at,
  (select coalesce(array_agg(pg_temp.id_of(c.event || ' task ' || n) order by n), '{}') from unnest(c.tasks) n), e.created_at
from (values
  ('runway', 'Inès Moreau', array['producer', 'stage manager'], array[1, 14, 17]),
  ('runway', 'Tobias Lindqvist', array['stage manager'], array[19, 20, 26]),
  ('runway', 'Amara Okafor', array['stylist'], array[16, 21]),
  ('runway', 'Hugo Bellini', array['stylist', 'dresser'], array[16]),
  ('runway', 'Mei Tanaka', array['make-up artist'], array[13, 15]),
  ('runway', 'Sofia Duarte', array['make-up artist'], array[13, 15]),
  ('runway', 'Karim Benali', array['lighting technician', 'rigger'], array[2, 4, 7]),
  ('runway', 'Lena Vogel', array['lighting technician'], array[4, 7]),
  ('runway', 'Piotr Nowak', array['rigger', 'carpenter'], array[2, 3]),
  ('runway', 'Nadia Rossi', array['dresser', 'seamstress'], array[10, 11, 12]),
  ('runway', 'Jonas Weber', array['sound engineer'], array[5, 8]),
  ('runway', 'Chloé Martin', array['host', 'runner'], array[22, 24]),
  ('lookbook', 'Rafael Costa', array['photographer'], array[6, 8, 9]),
  ('lookbook', 'Inès Moreau', array['producer'], array[1, 15]),
  ('lookbook', 'Yuki Sato', array['set designer'], array[2, 3]),
  ('lookbook', 'Mei Tanaka', array['make-up artist'], array[7, 12]),
  ('lookbook', 'Nadia Rossi', array['dresser'], array[4, 5, 10]),
  ('lookbook', 'Elif Demir', array['digital operator'], array[20])
) as c (event, name, roles, tasks)
join public.events e on e.id = pg_temp.id_of('event ' || c.event)
on conflict (id) do nothing;

-- The shot list: four angles of the first twenty looks.
insert into public.shots (id, user_id, name, look_id, sku, angle, category, required, is_hero, priority, due_at, created_at)
select pg_temp.id_of('shot ' || n), u.id, 'Look ' || look || ', ' || angle, 'LOOK-' || lpad(look::text, 2, '0'),
  'MA-' || lpad(look::text, 2, '0') || '-1', angle, 'dress', case angle when 'front' then 2 else 1 end,
  angle = 'front' and look % 3 = 1, case angle when 'front' then 1 when 'back' then 2 else 3 end,
  today + make_interval(days => look % 3, hours => 18), today - interval '9 days' + make_interval(mins => n)
from (select id from auth.users where email = 'demo@fashionos.test') u,
  (select date_trunc('day', now(), 'UTC') as today) d,
  generate_series(1, 80) n,
  lateral (select (n - 1) / 4 + 1 as look, pg_temp.pick(array['front', 'back', 'detail', 'movement'], n - 1) as angle) l
on conflict (id) do nothing;

-- The gallery: five frames of each of the first 64 shots, the second nearly the same as the first; then 80 nobody planned.
insert into public.assets
  (id, user_id, name, url, width, height, sharpness, exposure, noise, composition, brand_match, palette, tags, look_id, sku, shot_id,
   angle, category, captured_at, status, perceptual_hash, created_at)
select pg_temp.id_of('asset ' || n), u.id, 'MA_' || lpad(n::text, 4, '0') || '.jpg',
  'https://images.fashionos.test/maison-aurel/MA_' || lpad(n::text, 4, '0') || '.jpg',
  case when n % 7 = 0 then 6000 else 4000 end, case when n % 7 = 0 then 4000 else 6000 end,
  round((0.45 + 0.55 * pg_temp.share_of('sharpness' || n))::numeric, 3), round((0.4 + 0.6 * pg_temp.share_of('exposure' || n))::numeric, 3),
  round((0.35 * pg_temp.share_of('noise' || n))::numeric, 3), round((0.3 + 0.7 * pg_temp.share_of('composition' || n))::numeric, 3),
  case when n % 9 <> 0 then round((0.4 + 0.6 * pg_temp.share_of('brand' || n))::numeric, 3) end,
  array['#f4efe6', '#' || substr(md5('colour' || coalesce(s.look_id, n::text)), 1, 6), '#1c1b1a'],
  case when shot is null then array['backstage'] else array['lookbook', s.angle] end,
  s.look_id, s.sku, s.id, s.angle, coalesce(s.category, 'backstage'),
  today - interval '1 day' + make_interval(hours => 9, secs => n * 55),
  case when frame in (1, 3) and n % 4 <> 0 then 'approved' when frame = 5 then 'rejected' else 'pending' end,
  substr(md5('frame' || coalesce(shot, n) || '/' || greatest(frame, 2)), 1, 15) || case frame when 1 then '3' else '7' end,
  today - interval '1 day' + make_interval(hours => 9, secs => n * 55)
from (select id from auth.users where email = 'demo@fashionos.test') u,
  (select date_trunc('day', now(), 'UTC') as today) d,
  generate_series(1, 400) n,
  lateral (select case when n <= 320 then (n - 1) / 5 + 1 end as shot, (n - 1) % 5 + 1 as frame) f
  left join public.shots s on s.id = pg_temp.id_of('shot ' || f.shot)
on conflict (id) do nothing;

insert into public.user_preferences (user_id, default_kit, kit_order)
select id, 'logistics', array['logistics', 'events', 'media'] from auth.users where email = 'demo@fashionos.test'
on conflict (user_id) do nothing;
