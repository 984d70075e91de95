import { type Kysely, type Migration, sql } from "kysely";
import { APPLICATION_ID } from "./application-id.ts";

/** Tables of the resource registry: VENs, their resources, and the loads of these. */
export const registryMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(`pragma application_id = ${APPLICATION_ID}`).execute(db);
    await sql`
      create table vens (
        position integer primary key,
        ven_id text not null unique check (length(trim(ven_id)) > 0 and length(ven_id) <= 128)
      ) strict
    `.execute(db);
    await sql`
      create table resources (
        position integer primary key,
        resource_id text not null unique
          check (length(trim(resource_id)) > 0 and length(resource_id) <= 128),
        ven_id text not null references vens (ven_id),
        name text not null check (length(trim(name)) > 0 and length(name) <= 128),
        resource_type text not null
          check (length(trim(resource_type)) > 0 and length(resource_type) <= 64),
        status text not null check (status in ('APPROVED', 'PENDING', 'SUSPENDED')),
        meter_point_id text not null unique
          check (length(meter_point_id) = 18 and meter_point_id not glob '*[^0-9]*'),
        latitude_deg real check (latitude_deg between -90 and 90),
        longitude_deg real check (longitude_deg between -180 and 180),
        external_resource_id text
          check (length(trim(external_resource_id)) > 0 and length(external_resource_id) <= 128),
        max_consumption_w real check (max_consumption_w between 0 and 1e12),
        max_production_w real check (max_production_w between 0 and 1e12),
        unique (ven_id, name),
        check ((latitude_deg is null) = (longitude_deg is null))
      ) strict
    `.execute(db);
    await sql`
      create table loads (
        resource_id text not null references resources (resource_id) on delete cascade,
        ordinal integer not null check (ordinal >= 0),
        load_id text not null check (length(trim(load_id)) > 0 and length(load_id) <= 64),
        kind text not null check (length(trim(kind)) > 0 and length(kind) <= 64),
        rated_power_w real not null check (rated_power_w > 0 and rated_power_w <= 1e12),
        primary key (resource_id, load_id)
      ) strict, without rowid
    `.execute(db);
  },
};
