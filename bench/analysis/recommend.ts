// Recommendations as a careful TypeScript author would write them: the peer that
// `recommendations` is measured against.

import type { Task } from "./critical_path.ts";
import type { Sample } from "./logistics.ts";
import { nextActions } from "./recommend_actions.ts";
import { features, type FeatureUse } from "./recommend_features.ts";
import { type Package, packages, type Wish } from "./recommend_packages.ts";

export interface RecommendationsInput {
  userId: string;
  recommendationType: "packages" | "next_actions" | "features";
  context: Wish & {
    currentPage?: string;
    userRole?: string;
    packages?: Package[];
    sampleList?: Sample[];
    event?: { id: string; startsAt: string; tasks: Task[] };
    shootAt?: string;
    featureUses?: FeatureUse[];
  };
}

export function recommend({ recommendationType, context }: RecommendationsInput, now: number, seed = 0) {
  switch (recommendationType) {
    case "packages":
      return packages(context.packages ?? [], context, now);
    case "features":
      return features(context.featureUses ?? [], context, now, seed);
    case "next_actions":
      return nextActions(context, now);
  }
}
