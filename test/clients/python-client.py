"""A day of Harbor's Python client (PyPI `harborapi`), which checks every answer against models made from Harbor's own document.

Arguments: URL, name and password of the administrator, and a project that holds an image `app:1`. Prints one line for each call.
"""

import asyncio
import sys

from harborapi import HarborAsyncClient
from harborapi.exceptions import Conflict, HarborAPIException, NotFound, PreconditionFailed
from harborapi.models import (
    Access,
    Configurations,
    Label,
    ProjectMetadata,
    ProjectReq,
    QuotaUpdateReq,
    Repository,
    Robot,
    RobotCreate,
    RobotPermission,
    Tag,
    UserCreationReq,
    UserGroup,
    UserProfile,
)
from harborapi.models.models import CVEAllowlist, CVEAllowlistItem

url, name, secret, seeded = sys.argv[1:5]


async def expect(error, call):
    try:
        await call
    except error:
        return
    raise SystemExit(f"expected {error.__name__}")


async def day(client: HarborAsyncClient) -> None:
    async def do(method: str, *args, **kwargs):
        answer = await getattr(client, method)(*args, **kwargs)
        print(method)
        return answer

    await do("ping")
    health = await do("health_check")
    assert health.status == "healthy", health
    assert (await do("get_system_info")).harbor_version
    assert (await do("get_system_volume_info")).storage
    assert (await do("get_current_user")).username == name
    await do("get_current_user_permissions", "/", False)
    assert (await do("get_permissions")).system
    await do("get_statistics")

    await do("create_project", ProjectReq(project_name="python", metadata=ProjectMetadata(public="false"), storage_limit=10 * 2**20))
    await expect(Conflict, client.create_project(ProjectReq(project_name="python")))
    assert await do("project_exists", "python")
    project = await do("get_project", "python")
    assert project.metadata.public == "false", project
    assert [one.name for one in await do("get_projects", name="python")] == ["python"]
    await do("update_project", "python", ProjectReq(metadata=ProjectMetadata(auto_scan="true")))
    assert (await do("get_project_summary", "python")).quota.hard.root["storage"] == 10 * 2**20
    assert (await do("get_project_deletable", "python")).deletable
    assert (await do("get_project_metadata", "python")).auto_scan == "true"
    await do("update_project_metadata_entry", "python", "auto_scan", {"auto_scan": "false"})
    assert (await do("get_project_metadata_entry", "python", "auto_scan"))["auto_scan"] == "false"
    await do("delete_project_metadata_entry", "python", "auto_scan")

    await do("create_user", UserCreationReq(username="guido", password="Secret12345", realname="G", email="guido@example.com"))
    user = await do("get_user_by_username", "guido")
    assert [one.username for one in await do("search_users_by_username", "guid")] == ["guido"]
    await do("update_user", user.user_id, UserProfile(email="guido2@example.com", realname="Guido", comment="x"))
    await do("set_user_admin", user.user_id, True)
    await do("set_user_admin", user.user_id, False)
    await do("set_user_password", user.user_id, new_password="Another12345", old_password="")
    assert (await do("get_user", user.user_id)).email == "guido2@example.com"
    assert len(await do("get_users")) >= 2

    await do("add_project_member_user", "python", "guido", 2)
    member = next(one for one in await do("get_project_members", "python") if one.entity_name == "guido")
    await do("update_project_member_role", "python", member.id, 4)
    assert (await do("get_project_member", "python", member.id)).role_name == "maintainer"
    await do("remove_project_member", "python", member.id)

    await do("create_usergroup", UserGroup(group_name="py", group_type=1, ldap_group_dn="cn=py,dc=example"))
    group = next(one for one in await do("get_usergroups") if one.group_name == "py")
    await do("update_usergroup", group.id, UserGroup(group_name="python"))
    assert (await do("get_usergroup", group.id)).group_name == "python"
    assert [one.group_name for one in await do("search_usergroups", "python")] == ["python"]
    await do("add_project_member_group", "python", group.id, 3)
    await do("delete_usergroup", group.id)

    access = [Access(resource="repository", action="pull"), Access(resource="repository", action="push")]
    permission = RobotPermission(kind="project", namespace="python", access=access)
    made = await do("create_robot", RobotCreate(name="ci", level="project", duration=30, permissions=[permission]))
    assert made.secret
    robot = await do("get_robot", made.id)
    assert robot.name == "robot$python+ci", robot
    await do("update_robot", made.id, Robot(**{**robot.model_dump(exclude_unset=True), "description": "changed"}))
    assert (await do("refresh_robot_secret", made.id, "")).secret
    assert [one.id for one in await do("get_robots", query=f"Level=project,ProjectID={project.project_id}")] == [made.id]
    await do("delete_robot", made.id)

    quota = (await do("get_quotas", reference="project", reference_id=str(project.project_id)))[0]
    await do("update_quota", quota.id, QuotaUpdateReq(hard={"storage": 20 * 2**20}))
    assert (await do("get_quota", quota.id)).hard.root["storage"] == 20 * 2**20

    await do("create_label", Label(name="py", color="#0065AB", scope="g"))
    label = next(one for one in await do("get_labels", scope="g") if one.name == "py")
    await do("update_label", label.id, Label(name="py", description="changed", color="#0065AB", scope="g"))
    assert (await do("get_label", label.id)).description == "changed"

    assert [one.name for one in await do("get_repositories", seeded)] == [f"{seeded}/app"]
    await do("update_repository", seeded, "app", Repository(description="seen"))
    assert (await do("get_repository", seeded, "app")).description == "seen"
    artifact = await do("get_artifact", seeded, "app", "1")
    assert artifact.type == "IMAGE" and artifact.size > 0, artifact
    assert [one.digest for one in await do("get_artifacts", seeded, "app")] == [artifact.digest]
    assert [one.digest for one in await do("get_project_artifacts", seeded)] == [artifact.digest]
    await do("create_artifact_tag", seeded, "app", "1", Tag(name="two"))
    assert sorted(tag.name for tag in await do("get_artifact_tags", seeded, "app", "1")) == ["1", "two"]
    await do("delete_artifact_tag", seeded, "app", "1", "two")
    await do("add_artifact_label", seeded, "app", "1", label)
    assert (await client.get_artifact(seeded, "app", "1", with_label=True)).labels
    await do("delete_artifact_label", seeded, "app", "1", label.id)
    assert await do("get_artifact_accessories", seeded, "app", "1") == []
    await do("get_artifact_build_history", seeded, "app", "1")
    await do("copy_artifact", "python", "copied", f"{seeded}/app:1")
    await do("copy_artifact", "python", "again", f"{seeded}/app:1")
    await expect(PreconditionFailed, client.delete_project("python"))
    await do("delete_artifact", "python", "again", "1")
    await do("delete_repository", "python", "copied")

    found = await do("search", "pyth")
    assert [one.name for one in found.project] == ["python"]
    assert await do("get_audit_logs")
    assert await do("get_project_logs", "python")
    config = await do("get_config")
    assert config.auth_mode.value == "db_auth"
    await do("update_config", Configurations(banner_message="hello"))
    await do("update_config", Configurations(banner_message=""))
    await do("update_cve_allowlist", CVEAllowlist(items=[CVEAllowlistItem(cve_id="CVE-2026-1")]))
    assert (await do("get_cve_allowlist")).items[0].cve_id == "CVE-2026-1"
    await do("get_icon", artifact.icon)

    await do("delete_label", label.id)
    await do("delete_user", user.user_id)
    await do("delete_project", "python")
    await expect(HarborAPIException, client.get_project("python"))
    print("done")


asyncio.run(day(HarborAsyncClient(url=f"{url}/api/v2.0", username=name, secret=secret)))
