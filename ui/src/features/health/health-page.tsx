import { ActionIcon, SimpleGrid, Stack, Tooltip } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import { Page } from "../../components/page.tsx";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";
import { health } from "../../i18n/texts/health.ts";
import { DatabasePanel } from "./database-panel.tsx";
import { PartsPanel } from "./parts-panel.tsx";
import { SitePanel } from "./site-panel.tsx";
import { StoragePanel } from "./storage-panel.tsx";

const keys = [["health"], ["system", "database"], ["systeminfo"]];

export function HealthPage() {
  const t = useTexts(health);
  const c = useTexts(common);
  const queryClient = useQueryClient();
  const isFetching = useIsFetching() > 0;
  return (
    <Page
      title={t.title}
      description={t.description}
      actions={
        <Tooltip label={c.refresh}>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={c.refresh}
            aria-busy={isFetching}
            onClick={() => keys.forEach((queryKey) => void queryClient.invalidateQueries({ queryKey }))}
          >
            <IconRefresh size={18} />
          </ActionIcon>
        </Tooltip>
      }
    >
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Stack gap="lg">
          <PartsPanel />
          <StoragePanel />
        </Stack>
        <Stack gap="lg">
          <SitePanel />
          <DatabasePanel />
        </Stack>
      </SimpleGrid>
    </Page>
  );
}
