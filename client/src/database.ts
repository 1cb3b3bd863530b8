// Generated from the database by `supabase gen types`: run tests/database/support/types.ts, do not edit.
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  "public": {
    Tables: {
      "analytics_events": {
        Row: {
          "created_at": string;
          "event_data": NonNullable<Json>;
          "event_type": string;
          "id": string;
          "kit_context": string | null;
          "page_route": string | null;
          "session_id": string | null;
          "user_id": string | null;
        };
        ComputedFields: never;
        Insert: {
          "created_at"?: string;
          "event_data"?: NonNullable<Json>;
          "event_type": string;
          "id"?: string;
          "kit_context"?: string | null;
          "page_route"?: string | null;
          "session_id"?: string | null;
          "user_id"?: string | null;
        };
        Update: {
          "created_at"?: string;
          "event_data"?: NonNullable<Json>;
          "event_type"?: string;
          "id"?: string;
          "kit_context"?: string | null;
          "page_route"?: string | null;
          "session_id"?: string | null;
          "user_id"?: string | null;
        };
        Relationships: [];
      };
      "assets": {
        Row: {
          "angle": string | null;
          "brand_match": number | null;
          "captured_at": string | null;
          "category": string | null;
          "composition": number | null;
          "created_at": string;
          "exposure": number | null;
          "height": number | null;
          "id": string;
          "look_id": string | null;
          "name": string | null;
          "noise": number | null;
          "palette": (string)[];
          "perceptual_hash": string | null;
          "sharpness": number | null;
          "shot_id": string | null;
          "sku": string | null;
          "status": string;
          "tags": (string)[];
          "updated_at": string;
          "url": string | null;
          "user_id": string;
          "width": number | null;
        };
        ComputedFields: never;
        Insert: {
          "angle"?: string | null;
          "brand_match"?: number | null;
          "captured_at"?: string | null;
          "category"?: string | null;
          "composition"?: number | null;
          "created_at"?: string;
          "exposure"?: number | null;
          "height"?: number | null;
          "id"?: string;
          "look_id"?: string | null;
          "name"?: string | null;
          "noise"?: number | null;
          "palette"?: (string)[];
          "perceptual_hash"?: string | null;
          "sharpness"?: number | null;
          "shot_id"?: string | null;
          "sku"?: string | null;
          "status"?: string;
          "tags"?: (string)[];
          "updated_at"?: string;
          "url"?: string | null;
          "user_id"?: string;
          "width"?: number | null;
        };
        Update: {
          "angle"?: string | null;
          "brand_match"?: number | null;
          "captured_at"?: string | null;
          "category"?: string | null;
          "composition"?: number | null;
          "created_at"?: string;
          "exposure"?: number | null;
          "height"?: number | null;
          "id"?: string;
          "look_id"?: string | null;
          "name"?: string | null;
          "noise"?: number | null;
          "palette"?: (string)[];
          "perceptual_hash"?: string | null;
          "sharpness"?: number | null;
          "shot_id"?: string | null;
          "sku"?: string | null;
          "status"?: string;
          "tags"?: (string)[];
          "updated_at"?: string;
          "url"?: string | null;
          "user_id"?: string;
          "width"?: number | null;
        };
        Relationships: [
          {
            foreignKeyName: "shot_is_ones_own";
            columns: ["user_id", "shot_id"];
            isOneToOne: false;
            referencedRelation: "shots";
            referencedColumns: ["user_id", "id"];
          },
        ];
      };
      "assistant_conversations": {
        Row: {
          "created_at": string;
          "helpful": boolean | null;
          "id": string;
          "intent_detected": string | null;
          "kit_context": string;
          "message": string;
          "page_route": string | null;
          "response": NonNullable<Json>;
          "response_time_ms": number | null;
          "session_id": string;
          "skill_used": string | null;
          "user_id": string;
        };
        ComputedFields: never;
        Insert: {
          "created_at"?: string;
          "helpful"?: boolean | null;
          "id"?: string;
          "intent_detected"?: string | null;
          "kit_context": string;
          "message": string;
          "page_route"?: string | null;
          "response": NonNullable<Json>;
          "response_time_ms"?: number | null;
          "session_id": string;
          "skill_used"?: string | null;
          "user_id"?: string;
        };
        Update: {
          "created_at"?: string;
          "helpful"?: boolean | null;
          "id"?: string;
          "intent_detected"?: string | null;
          "kit_context"?: string;
          "message"?: string;
          "page_route"?: string | null;
          "response"?: NonNullable<Json>;
          "response_time_ms"?: number | null;
          "session_id"?: string;
          "skill_used"?: string | null;
          "user_id"?: string;
        };
        Relationships: [];
      };
      "assistant_insights": {
        Row: {
          "cache_hit_count": number;
          "calculated_at": string;
          "context_id": string;
          "data": NonNullable<Json>;
          "expires_at": string;
          "id": string;
          "insight_type": string;
          "user_id": string;
        };
        ComputedFields: never;
        Insert: {
          "cache_hit_count"?: number;
          "calculated_at"?: string;
          "context_id": string;
          "data": NonNullable<Json>;
          "expires_at": string;
          "id"?: string;
          "insight_type": string;
          "user_id": string;
        };
        Update: {
          "cache_hit_count"?: number;
          "calculated_at"?: string;
          "context_id"?: string;
          "data"?: NonNullable<Json>;
          "expires_at"?: string;
          "id"?: string;
          "insight_type"?: string;
          "user_id"?: string;
        };
        Relationships: [];
      };
      "crew_assignments": {
        Row: {
          "assigned_to": (string)[];
          "available_from": string | null;
          "available_to": string | null;
          "created_at": string;
          "event_id": string;
          "id": string;
          "name": string | null;
          "roles": (string)[];
          "updated_at": string;
        };
        ComputedFields: never;
        Insert: {
          "assigned_to"?: (string)[];
          "available_from"?: string | null;
          "available_to"?: string | null;
          "created_at"?: string;
          "event_id": string;
          "id"?: string;
          "name"?: string | null;
          "roles"?: (string)[];
          "updated_at"?: string;
        };
        Update: {
          "assigned_to"?: (string)[];
          "available_from"?: string | null;
          "available_to"?: string | null;
          "created_at"?: string;
          "event_id"?: string;
          "id"?: string;
          "name"?: string | null;
          "roles"?: (string)[];
          "updated_at"?: string;
        };
        Relationships: [
          {
            foreignKeyName: "crew_assignments_event_id_fkey";
            columns: ["event_id"];
            isOneToOne: false;
            referencedRelation: "events";
            referencedColumns: ["id"];
          },
        ];
      };
      "event_members": {
        Row: {
          "created_at": string;
          "event_id": string;
          "user_id": string;
        };
        ComputedFields: never;
        Insert: {
          "created_at"?: string;
          "event_id": string;
          "user_id": string;
        };
        Update: {
          "created_at"?: string;
          "event_id"?: string;
          "user_id"?: string;
        };
        Relationships: [
          {
            foreignKeyName: "event_members_event_id_fkey";
            columns: ["event_id"];
            isOneToOne: false;
            referencedRelation: "events";
            referencedColumns: ["id"];
          },
        ];
      };
      "events": {
        Row: {
          "access_from": string | null;
          "access_to": string | null;
          "calendar": Json | null;
          "created_at": string;
          "deadline_at": string | null;
          "ends_at": string | null;
          "id": string;
          "name": string | null;
          "resources": NonNullable<Json>;
          "show_at": string | null;
          "starts_at": string;
          "time_zone": string | null;
          "updated_at": string;
          "user_id": string;
        };
        ComputedFields: never;
        Insert: {
          "access_from"?: string | null;
          "access_to"?: string | null;
          "calendar"?: Json | null;
          "created_at"?: string;
          "deadline_at"?: string | null;
          "ends_at"?: string | null;
          "id"?: string;
          "name"?: string | null;
          "resources"?: NonNullable<Json>;
          "show_at"?: string | null;
          "starts_at": string;
          "time_zone"?: string | null;
          "updated_at"?: string;
          "user_id"?: string;
        };
        Update: {
          "access_from"?: string | null;
          "access_to"?: string | null;
          "calendar"?: Json | null;
          "created_at"?: string;
          "deadline_at"?: string | null;
          "ends_at"?: string | null;
          "id"?: string;
          "name"?: string | null;
          "resources"?: NonNullable<Json>;
          "show_at"?: string | null;
          "starts_at"?: string;
          "time_zone"?: string | null;
          "updated_at"?: string;
          "user_id"?: string;
        };
        Relationships: [];
      };
      "packages": {
        Row: {
          "available": boolean;
          "category": string;
          "created_at": string;
          "currency": string;
          "description": string | null;
          "id": string;
          "inclusions": (string)[];
          "lead_time_days": number;
          "name": string;
          "price": number;
          "slug": string;
          "times_accepted": number;
          "times_offered": number;
          "updated_at": string;
        };
        ComputedFields: never;
        Insert: {
          "available"?: boolean;
          "category": string;
          "created_at"?: string;
          "currency": string;
          "description"?: string | null;
          "id"?: string;
          "inclusions"?: (string)[];
          "lead_time_days"?: number;
          "name": string;
          "price": number;
          "slug": string;
          "times_accepted"?: number;
          "times_offered"?: number;
          "updated_at"?: string;
        };
        Update: {
          "available"?: boolean;
          "category"?: string;
          "created_at"?: string;
          "currency"?: string;
          "description"?: string | null;
          "id"?: string;
          "inclusions"?: (string)[];
          "lead_time_days"?: number;
          "name"?: string;
          "price"?: number;
          "slug"?: string;
          "times_accepted"?: number;
          "times_offered"?: number;
          "updated_at"?: string;
        };
        Relationships: [];
      };
      "samples": {
        Row: {
          "category": string | null;
          "created_at": string;
          "due_at": string | null;
          "eta_at": string | null;
          "id": string;
          "is_hero": boolean;
          "look_id": string | null;
          "name": string | null;
          "priority": number | null;
          "set_family": string | null;
          "shoot_minutes": number;
          "status": string;
          "substitute_ids": (string)[];
          "supplier": string | null;
          "updated_at": string;
          "user_id": string;
        };
        ComputedFields: never;
        Insert: {
          "category"?: string | null;
          "created_at"?: string;
          "due_at"?: string | null;
          "eta_at"?: string | null;
          "id"?: string;
          "is_hero"?: boolean;
          "look_id"?: string | null;
          "name"?: string | null;
          "priority"?: number | null;
          "set_family"?: string | null;
          "shoot_minutes"?: number;
          "status"?: string;
          "substitute_ids"?: (string)[];
          "supplier"?: string | null;
          "updated_at"?: string;
          "user_id"?: string;
        };
        Update: {
          "category"?: string | null;
          "created_at"?: string;
          "due_at"?: string | null;
          "eta_at"?: string | null;
          "id"?: string;
          "is_hero"?: boolean;
          "look_id"?: string | null;
          "name"?: string | null;
          "priority"?: number | null;
          "set_family"?: string | null;
          "shoot_minutes"?: number;
          "status"?: string;
          "substitute_ids"?: (string)[];
          "supplier"?: string | null;
          "updated_at"?: string;
          "user_id"?: string;
        };
        Relationships: [];
      };
      "shots": {
        Row: {
          "angle": string | null;
          "category": string | null;
          "created_at": string;
          "due_at": string | null;
          "id": string;
          "is_hero": boolean;
          "look_id": string | null;
          "name": string | null;
          "priority": number | null;
          "required": number;
          "sku": string | null;
          "updated_at": string;
          "user_id": string;
        };
        ComputedFields: never;
        Insert: {
          "angle"?: string | null;
          "category"?: string | null;
          "created_at"?: string;
          "due_at"?: string | null;
          "id"?: string;
          "is_hero"?: boolean;
          "look_id"?: string | null;
          "name"?: string | null;
          "priority"?: number | null;
          "required"?: number;
          "sku"?: string | null;
          "updated_at"?: string;
          "user_id"?: string;
        };
        Update: {
          "angle"?: string | null;
          "category"?: string | null;
          "created_at"?: string;
          "due_at"?: string | null;
          "id"?: string;
          "is_hero"?: boolean;
          "look_id"?: string | null;
          "name"?: string | null;
          "priority"?: number | null;
          "required"?: number;
          "sku"?: string | null;
          "updated_at"?: string;
          "user_id"?: string;
        };
        Relationships: [];
      };
      "tasks": {
        Row: {
          "actual_finish": string | null;
          "actual_start": string | null;
          "created_at": string;
          "deadline_at": string | null;
          "demands": NonNullable<Json>;
          "dependencies": NonNullable<Json>;
          "duration_minutes": number;
          "event_id": string;
          "id": string;
          "location": string | null;
          "name": string | null;
          "optimistic_minutes": number | null;
          "owner_id": string | null;
          "percent_complete": number | null;
          "pessimistic_minutes": number | null;
          "phase": string | null;
          "staff": NonNullable<Json>;
          "start_no_earlier_than": string | null;
          "status": string;
          "updated_at": string;
        };
        ComputedFields: never;
        Insert: {
          "actual_finish"?: string | null;
          "actual_start"?: string | null;
          "created_at"?: string;
          "deadline_at"?: string | null;
          "demands"?: NonNullable<Json>;
          "dependencies"?: NonNullable<Json>;
          "duration_minutes"?: number;
          "event_id": string;
          "id"?: string;
          "location"?: string | null;
          "name"?: string | null;
          "optimistic_minutes"?: number | null;
          "owner_id"?: string | null;
          "percent_complete"?: number | null;
          "pessimistic_minutes"?: number | null;
          "phase"?: string | null;
          "staff"?: NonNullable<Json>;
          "start_no_earlier_than"?: string | null;
          "status"?: string;
          "updated_at"?: string;
        };
        Update: {
          "actual_finish"?: string | null;
          "actual_start"?: string | null;
          "created_at"?: string;
          "deadline_at"?: string | null;
          "demands"?: NonNullable<Json>;
          "dependencies"?: NonNullable<Json>;
          "duration_minutes"?: number;
          "event_id"?: string;
          "id"?: string;
          "location"?: string | null;
          "name"?: string | null;
          "optimistic_minutes"?: number | null;
          "owner_id"?: string | null;
          "percent_complete"?: number | null;
          "pessimistic_minutes"?: number | null;
          "phase"?: string | null;
          "staff"?: NonNullable<Json>;
          "start_no_earlier_than"?: string | null;
          "status"?: string;
          "updated_at"?: string;
        };
        Relationships: [
          {
            foreignKeyName: "tasks_event_id_fkey";
            columns: ["event_id"];
            isOneToOne: false;
            referencedRelation: "events";
            referencedColumns: ["id"];
          },
        ];
      };
      "user_preferences": {
        Row: {
          "auto_suggestions_enabled": boolean;
          "conversation_history_retention_days": number;
          "default_kit": string | null;
          "favorite_actions": (string)[];
          "kit_order": (string)[];
          "notification_preferences": NonNullable<Json>;
          "updated_at": string;
          "user_id": string;
        };
        ComputedFields: never;
        Insert: {
          "auto_suggestions_enabled"?: boolean;
          "conversation_history_retention_days"?: number;
          "default_kit"?: string | null;
          "favorite_actions"?: (string)[];
          "kit_order"?: (string)[];
          "notification_preferences"?: NonNullable<Json>;
          "updated_at"?: string;
          "user_id"?: string;
        };
        Update: {
          "auto_suggestions_enabled"?: boolean;
          "conversation_history_retention_days"?: number;
          "default_kit"?: string | null;
          "favorite_actions"?: (string)[];
          "kit_order"?: (string)[];
          "notification_preferences"?: NonNullable<Json>;
          "updated_at"?: string;
          "user_id"?: string;
        };
        Relationships: [];
      };
    };
    Views: {
      [_ in never]: never;
    };
    Functions: {
      "chat_feedback": {
        Args: { "p_from": string; "p_to"?: string };
        Returns: {
          "asked": number;
          "helpful": number;
          "helpful_share": number;
          "median_ms": number;
          "p95_ms": number;
          "skill": string;
          "unhelpful": number;
        }[];
      };
      "chat_material": {
        Args: { "p_by_skill"?: Json; "p_message"?: string; "p_session_id"?: string; "p_wanted": (string)[] };
        Returns: Json;
      };
      "delete_my_account": { Args: Record<PropertyKey, never>; Returns: number };
      "edge_admit": {
        Args: {
          "p_context_id"?: string;
          "p_elapsed_ms"?: number;
          "p_function": string;
          "p_insight_type"?: string;
          "p_limit"?: number;
          "p_request_id"?: string;
          "p_user_id": string;
          "p_window_s"?: number;
        };
        Returns: Json;
      };
      "edge_record": {
        Args: {
          "p_cached": boolean;
          "p_calculated_at"?: string;
          "p_context_id"?: string;
          "p_data"?: Json;
          "p_duration_ms": number;
          "p_epoch"?: number;
          "p_error_code"?: string;
          "p_function": string;
          "p_insight_type"?: string;
          "p_request_id": string;
          "p_status": number;
          "p_ttl_s"?: number;
          "p_user_id": string;
        };
        Returns: undefined;
      };
      "export_my_data": { Args: Record<PropertyKey, never>; Returns: Json };
      "feature_uses": { Args: { "p_user_id"?: string }; Returns: Json };
      "my_assets": { Args: Record<PropertyKey, never>; Returns: Json };
      "my_event": { Args: { "p_event_id": string }; Returns: Json };
      "my_packages": { Args: Record<PropertyKey, never>; Returns: Json };
      "my_samples": { Args: Record<PropertyKey, never>; Returns: Json };
      "my_shots": { Args: Record<PropertyKey, never>; Returns: Json };
      "rate_conversation": { Args: { "helpful": boolean; "id": string }; Returns: undefined };
    };
    Enums: {
      [_ in never]: never;
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  } ? keyof (
      & DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
      & DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"]
    )
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals } ? (
    & DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    & DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"]
  )[TableName] extends {
    Row: infer R;
  } ? R
  : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
      Row: infer R;
    } ? R
    : never
  : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  } ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
    Insert: infer I;
  } ? I
  : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Insert: infer I;
    } ? I
    : never
  : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  } ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
    Update: infer U;
  } ? U
  : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Update: infer U;
    } ? U
    : never
  : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  } ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
    ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
  : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  } ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
    ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
  : never;

export const Constants = {
  "public": {
    Enums: {},
  },
} as const;
