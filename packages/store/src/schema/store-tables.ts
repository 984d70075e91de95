/** The store's tables as kysely sees them. Columns say their unit; the rules are in the migrations. */
export interface StoreTables {
  vens: VenRow;
  resources: ResourceRow;
  loads: LoadRow;
}

export interface VenRow {
  /** Order of insertion, from 1. */
  readonly position: number;
  readonly ven_id: string;
}

export interface ResourceRow {
  /** Order of insertion, from 1. */
  readonly position: number;
  readonly resource_id: string;
  readonly ven_id: string;
  readonly name: string;
  readonly resource_type: string;
  readonly status: string;
  readonly meter_point_id: string;
  readonly latitude_deg: number | null;
  readonly longitude_deg: number | null;
  readonly external_resource_id: string | null;
  readonly max_consumption_w: number | null;
  readonly max_production_w: number | null;
}

export interface LoadRow {
  readonly resource_id: string;
  /** Reporting order within the resource, from 0. */
  readonly ordinal: number;
  readonly load_id: string;
  readonly kind: string;
  readonly rated_power_w: number;
}
