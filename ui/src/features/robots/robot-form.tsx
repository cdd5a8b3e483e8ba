import { Skeleton, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { configurationsQuery, numberOf } from "../../api/configurations.ts";
import { useCurrentUser } from "../../api/session.ts";
import type { Robot } from "../../api/types.ts";
import { ErrorMessage } from "../../components/error-message.tsx";
import { SavingForm } from "../../components/form-dialog.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { robots } from "../../i18n/texts/robots.ts";
import { isProjectName } from "../projects/project-name.ts";
import { ExpiryInput, isDuration } from "./expiry-input.tsx";
import { PermissionMatrix } from "./permission-matrix.tsx";
import { robotRightsQuery, useRobotChanges } from "./queries.ts";
import type { RobotSecret } from "./robot-secret-dialog.tsx";
import { newRobot, type RobotValues, type Scope, valuesOf } from "./robot-values.ts";
import { ScopesInput, useScopeName } from "./scopes-input.tsx";

interface RobotFormProps {
  /** Whose robot it is; null for one of the site. */
  readonly project: string | null;
  /** Null: a new one. */
  readonly robot: Robot | null;
  readonly onCreated: (made: RobotSecret) => void;
  readonly onDone: () => void;
}

/** Makes or changes a robot. Name and level stay as they were made. */
export function RobotForm({ project, robot, onCreated, onDone }: RobotFormProps) {
  const t = useTexts(robots);
  const c = useTexts(common);
  const nameOf = useScopeName();
  const { create, update } = useRobotChanges();
  const site = useSiteSettings();
  const form = useForm<RobotValues>({
    initialValues: robot ? valuesOf(robot) : newRobot(project),
    validate: {
      // The rule of a robot's name is that of a project's.
      name: (value) => (robot !== null || isProjectName(value) ? null : value === "" ? c.required : t.nameWrong),
      duration: (value) => (isDuration(value) ? null : t.daysWrong),
      scopes: (value) => {
        const bare = value.find(({ rights }) => rights.size === 0);
        return value.length === 0 ? t.scopeMissing : bare ? t.rightsMissing(nameOf(bare.namespace)) : null;
      },
    },
  });
  const save = async (values: RobotValues) => {
    if (robot) {
      await update.mutateAsync({ robot, values });
      notifications.show({ message: t.saved(robot.name) });
    } else {
      const made = await create.mutateAsync({ values, level: project === null ? "system" : "project" });
      onCreated({ ...made, scopes: values.scopes });
    }
    onDone();
  };
  const { name, scopes } = form.values;
  return (
    <SavingForm form={form} verb={robot ? c.save : c.create} save={save} onCancel={onDone}>
      {robot === null && (
        <TextInput
          label={t.name}
          {...(site.prefix === null
            ? {}
            : { description: t.nameHelp(`${site.prefix}${project === null ? "" : `${project}+`}${name || "…"}`) })}
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus
          {...form.getInputProps("name")}
        />
      )}
      <Textarea
        label={c.description}
        description={t.descriptionHelp}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={1024}
        {...form.getInputProps("description")}
      />
      <ExpiryInput
        usualDays={site.days}
        isNew={robot === null}
        defaultValue={form.getInitialValues().duration}
        onChange={(days) => form.setFieldValue("duration", days)}
        error={form.errors.duration}
      />
      {project === null ? (
        <ScopesInput value={scopes} onChange={(next) => form.setFieldValue("scopes", next)} error={form.errors.scopes} />
      ) : (
        <ProjectRights scope={scopes[0]} onChange={(scope) => form.setFieldValue("scopes", [scope])} error={form.errors.scopes} />
      )}
    </SavingForm>
  );
}

interface ProjectRightsProps {
  readonly scope: Scope | undefined;
  readonly onChange: (scope: Scope) => void;
  readonly error: ReactNode;
}

function ProjectRights({ scope, onChange, error }: ProjectRightsProps) {
  const t = useTexts(robots);
  const { data, error: failure } = useQuery(robotRightsQuery);
  if (!scope) return null;
  return (
    <Stack gap="xs">
      <Text size="sm" fw={550}>
        {t.rights}
      </Text>
      {failure && <ErrorMessage error={failure} />}
      {data ? (
        <PermissionMatrix
          label={t.rights}
          available={data.project}
          withPresets
          value={scope.rights}
          onChange={(rights) => onChange({ ...scope, rights })}
        />
      ) : (
        !failure && <Skeleton h={240} />
      )}
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}

/** What the site gives a robot; system administrators alone can see it. */
function useSiteSettings(): { readonly days: number | null; readonly prefix: string | null } {
  const isAdministrator = useCurrentUser()?.sysadmin_flag === true;
  const { data } = useQuery({ ...configurationsQuery, enabled: isAdministrator });
  const prefix = data?.robot_name_prefix?.value;
  return { days: numberOf(data, "robot_token_duration"), prefix: typeof prefix === "string" ? prefix : null };
}
