import { createFileRoute } from "@tanstack/react-router";
import { ArtifactPage } from "../../../../features/artifacts/artifact-page.tsx";

export const Route = createFileRoute("/_shell/projects/$project/artifacts/$")({ component: ArtifactPage });
