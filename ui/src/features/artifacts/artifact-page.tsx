import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { AnchorLink } from "../../components/links.tsx";
import { NotFound } from "../../components/not-found.tsx";
import { Page } from "../../components/page.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { artifact as texts } from "../../i18n/texts/artifact.ts";
import { projects } from "../../i18n/texts/projects.ts";
import { ArtifactIcon } from "../repositories/artifact-icon.tsx";
import { useProject } from "../projects/use-project.ts";
import { type ArtifactAddress, artifactSplat, isDigest, parseArtifactAddress, shortDigest } from "./artifact-address.ts";
import { ArtifactHead } from "./artifact-head.tsx";
import { ArtifactSections } from "./artifact-sections.tsx";
import { DeleteArtifact } from "./delete-artifact.tsx";
import { artifactQuery } from "./queries.ts";

/** One artifact, by digest, or what a tag names at the moment. */
export function ArtifactPage() {
  const { project = "", _splat: splat = "" } = useParams({ strict: false });
  const address = parseArtifactAddress(project, splat);
  return address ? <ArtifactAt key={splat} address={address} /> : <NotFound />;
}

function ArtifactAt({ address }: { readonly address: ArtifactAddress }) {
  const t = useTexts(texts);
  const p = useTexts(projects);
  const { may } = useProject();
  const { data: artifact } = useSuspenseQuery(artifactQuery(address));
  const { project, repository, reference } = address;
  const name = isDigest(reference) ? `${repository}@${shortDigest(reference)}` : `${repository}:${reference}`;
  const fixed = { ...address, reference: artifact.digest };
  const description = artifact.extra_attrs["description"];
  return (
    <Page
      title={name}
      tabTitle={`${name} · ${project}`}
      icon={<ArtifactIcon artifact={artifact} />}
      trail={[
        <AnchorLink key="projects" to="/projects">
          {p.title}
        </AnchorLink>,
        <AnchorLink key="project" to="/projects/$project" params={{ project }}>
          {project}
        </AnchorLink>,
        <AnchorLink key="repository" to="/projects/$project/repositories/$" params={{ project, _splat: repository }}>
          {repository}
        </AnchorLink>,
      ]}
      description={
        isDigest(reference) ? (
          typeof description === "string" && description
        ) : (
          <>
            {t.tagNow(reference)}{" "}
            <AnchorLink to="/projects/$project/artifacts/$" params={{ project, _splat: artifactSplat(repository, artifact.digest) }}>
              {t.byDigest}
            </AnchorLink>
          </>
        )
      }
      actions={may("artifact:delete") && <DeleteArtifact address={fixed} artifact={artifact} />}
    >
      <ArtifactHead address={fixed} artifact={artifact} tag={isDigest(reference) ? null : reference} />
      <ArtifactSections address={fixed} artifact={artifact} />
    </Page>
  );
}
