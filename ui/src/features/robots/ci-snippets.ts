/** How pipelines log in with a robot, ready to be pasted. A robot's name holds a `$`, which each of these languages reads in its own way. */
interface SnippetInput {
  /** Where docker finds the registry: `registry.example.com`. */
  readonly host: string;
  /** What the robot logs in with: `robot$project+ci`. */
  readonly robot: string;
  /** Without host and tag: `project/app`. */
  readonly repository: string;
  readonly mayPush: boolean;
}

export const snippets = { github, gitlab, jenkins, shell } as const;
export type CiSystem = keyof typeof snippets;

/** As their makers write them, in every language. */
export const ciSystemNames: Readonly<Record<CiSystem, string>> = {
  github: "GitHub Actions",
  gitlab: "GitLab CI",
  jenkins: "Jenkins",
  shell: "Shell",
};

function github({ host, robot, repository, mayPush }: SnippetInput): string {
  const signIn = `      - uses: docker/login-action@v3
        with:
          registry: ${host}
          username: ${yamlQuoted(robot)}
          password: \${{ secrets.ROADSTEAD_SECRET }}`;
  const build = `      - uses: docker/build-push-action@v6
        with:
          push: true
          tags: ${host}/${repository}:\${{ github.sha }}`;
  return `jobs:
  image:
    runs-on: ubuntu-latest
    steps:
${mayPush ? "      - uses: actions/checkout@v4\n" : ""}${signIn}
${mayPush ? build : `      - run: docker pull ${host}/${repository}:latest`}
`;
}

function gitlab(input: SnippetInput): string {
  const image = `${input.host}/${input.repository}`;
  const lines = input.mayPush
    ? [`docker build --tag ${image}:$CI_COMMIT_SHORT_SHA .`, `docker push ${image}:$CI_COMMIT_SHORT_SHA`]
    : [`docker pull ${image}:latest`];
  return `image:
  image: docker:28
  services: [docker:28-dind]
  script:
${[login(input), ...lines].map((line) => `    - ${line}`).join("\n")}
`;
}

function jenkins(input: SnippetInput): string {
  const image = `${input.host}/${input.repository}`;
  const lines = input.mayPush
    ? [`docker build --tag ${image}:"$BUILD_NUMBER" .`, `docker push ${image}:"$BUILD_NUMBER"`]
    : [`docker pull ${image}:latest`];
  // Groovy puts values into texts between double quotes alone.
  return `pipeline {
  agent any
  environment { ROADSTEAD_SECRET = credentials('roadstead-secret') }
  stages {
    stage('Image') {
      steps {
        sh '''
${[login(input), ...lines].map((line) => `          ${line}`).join("\n")}
        '''
      }
    }
  }
}
`;
}

/** Docker asks for the secret; what stands behind `&&` is read before it does, and not taken for the secret when all of it is pasted. */
function shell({ host, robot, repository, mayPush }: SnippetInput): string {
  const image = `${host}/${repository}`;
  const lines = mayPush ? [`docker build --tag ${image}:1 .`, `docker push ${image}:1`] : [`docker pull ${image}:latest`];
  return `${[`docker login --username ${shellQuoted(robot)} ${host}`, ...lines].join(" &&\n")}\n`;
}

/** `printf` adds no line end to the secret, and neither shows in the list of processes: both are the shell's own. */
function login({ host, robot }: SnippetInput): string {
  return `printf %s "$ROADSTEAD_SECRET" | docker login --username ${shellQuoted(robot)} --password-stdin ${host}`;
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function yamlQuoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
