SELECT big, should, count(*) FROM listing WHERE trashed = 0 AND lane = 'new' GROUP BY big, should;
SELECT count(*) FROM listing WHERE trashed = 0 AND unscored = 0 AND missing = 0 AND lane = 'new';
