-- What the triggers of append-only tables call.
CREATE FUNCTION engine_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: its rows are neither changed nor deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
