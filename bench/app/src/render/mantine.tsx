import {
  Badge,
  Button,
  Card,
  Group,
  MantineProvider,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";

const people = Array.from({ length: 20 }, (_, id) => ({
  id,
  name: `Person ${id}`,
  text: `Works & lives in town ${id}`,
}));

/** A page of a component library, which brings its own elements. */
export function Mantine() {
  return (
    <MantineProvider>
      <Title order={1}>People</Title>
      <SimpleGrid cols={3}>
        {people.map(({ id, name, text }) => (
          <Card key={id} withBorder padding="lg">
            <Stack gap="xs">
              <Group justify="space-between">
                <Text fw={500}>{name}</Text>
                <Badge color="pink">New</Badge>
              </Group>
              <Text size="sm" c="dimmed">
                {text}
              </Text>
              <TextInput label="Note" placeholder="Write a note" />
              <Button fullWidth>Save</Button>
            </Stack>
          </Card>
        ))}
      </SimpleGrid>
    </MantineProvider>
  );
}
