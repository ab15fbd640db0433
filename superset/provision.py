"""Brings Superset's metadata into the state that this folder describes, then becomes the server.

    python provision.py [COMMAND ARGUMENT...]

Makes or upgrades the metadata, the accounts and their rights, and imports the assets, all in this one process. When
nothing has changed since the last time it does nothing. Then it becomes COMMAND, if there is one. Settings come by
environment: SHOPLAKE_SUPERSET_ and one of

    DATABASE_URI      SQLAlchemy URI of the metadata
    ENGINE_URI        SQLAlchemy URI of the engine that answers the charts' queries
    SECRET_KEY        signs sessions, encrypts what the metadata keep secret
    ADMIN_USER, ADMIN_PASSWORD, READER_USER, READER_PASSWORD
"""

import hashlib
import io
import logging
import os
import sys
import time
import warnings
from contextlib import redirect_stdout
from importlib.metadata import distributions
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

FOLDER = Path(__file__).resolve().parent
PREFIX = "SHOPLAKE_SUPERSET_"
SETTINGS = (
    "DATABASE_URI",
    "ENGINE_URI",
    "SECRET_KEY",
    "ADMIN_USER",
    "ADMIN_PASSWORD",
    "READER_USER",
    "READER_PASSWORD",
)


def main(command):
    missing = [PREFIX + name for name in SETTINGS if not os.environ.get(PREFIX + name)]
    if missing:
        print(f"provision: not set: {', '.join(missing)}", file=sys.stderr)
        return 2
    os.environ["SUPERSET_CONFIG_PATH"] = str(FOLDER / "superset_config.py")
    begin = time.monotonic()
    if provisioned() == wanted():
        print("provision: nothing has changed", flush=True)
    else:
        provision()
        print(f"provision: done after {time.monotonic() - begin:.1f} s", flush=True)
    if command:
        os.execvp(command[0], command)
    return 0


def setting(name):
    return os.environ[PREFIX + name]


def wanted():
    """A digest of all that decides what the metadata hold."""
    digest = hashlib.sha256()
    for file in sorted(FOLDER.rglob("*")):
        if file.suffix in (".py", ".yaml"):
            digest.update(f"{file.relative_to(FOLDER)}\n".encode() + file.read_bytes())
    digest.update("\n".join(setting(name) for name in SETTINGS).encode())
    digest.update("\n".join(sorted(f"{it.name} {it.version}" for it in distributions())).encode())
    return digest.hexdigest()


def provisioned():
    """The digest that the last provisioning left in the metadata; it is the last thing written."""
    file = sqlite_file()
    if file and not file.exists():  # A look would make an empty one
        return None
    engine = create_engine(setting("DATABASE_URI"))
    try:
        with engine.connect() as connection:
            return connection.execute(text("SELECT digest FROM shoplake_provisioned")).scalar()
    except SQLAlchemyError:
        return None
    finally:
        engine.dispose()


def note(digest):
    engine = create_engine(setting("DATABASE_URI"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS shoplake_provisioned (digest VARCHAR(64) NOT NULL)"))
        connection.execute(text("DELETE FROM shoplake_provisioned"))
        connection.execute(text("INSERT INTO shoplake_provisioned VALUES (:digest)"), {"digest": digest})
    engine.dispose()


def provision():
    """A new SQLite file gets its name when it is whole: half-made tables cannot be upgraded."""
    file, digest = sqlite_file(), wanted()
    new = file.with_name(file.name + ".new") if file and not file.exists() else None
    if new:
        new.unlink(missing_ok=True)
        os.environ[PREFIX + "DATABASE_URI"] = f"sqlite:///{new}"
    fill()
    note(digest)
    if new:
        new.rename(file)
        os.environ[PREFIX + "DATABASE_URI"] = f"sqlite:///{file}"


def sqlite_file():
    url = make_url(setting("DATABASE_URI"))
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def fill():
    # Superset's modules can be imported only when there is an app; they warn about their own libraries
    warnings.filterwarnings("ignore", module=r"superset\..*")
    from superset.app import create_app

    app = create_app()
    with app.app_context():
        from flask_migrate import upgrade

        report("brings the metadata up to date")
        logging.disable(logging.WARNING)  # Three hundred migrations say what they do
        with redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            upgrade(directory=str(Path(sys.modules["superset"].__file__).parent / "migrations"))
        logging.disable(logging.NOTSET)
        report("sets up accounts and rights")
        from superset import appbuilder, security_manager

        appbuilder.add_permissions(update_perms=True)
        security_manager.sync_role_definitions()
        admin = account("ADMIN", "Shop", "Administrator", security_manager.find_role("Admin"))
        report("imports the assets")
        datasets = import_assets(admin)
        account("READER", "Shop", "Reader", reader_role(datasets))


def report(text):
    print(f"provision: {text}", flush=True)


def account(kind, first_name, last_name, role):
    from superset import security_manager

    name, password = setting(kind + "_USER"), setting(kind + "_PASSWORD")
    user = security_manager.find_user(name)
    if user is None:
        user = security_manager.add_user(name, first_name, last_name, f"{name}@localhost", role, password=password)
        if not user:
            raise RuntimeError(f"the account {name} could not be made")
    user.roles = [role]
    security_manager.update_user(user)
    security_manager.reset_password(user.id, password)
    return user


def reader_role(datasets):
    """What Superset gives to those who look at dashboards, links to what they see, and our data sets alone."""
    from superset import security_manager

    role = security_manager.add_role("Reader")
    rights = [
        *security_manager.PUBLIC_ROLE_PERMISSIONS,
        ("can_write", "DashboardPermalinkRestApi"),
        ("can_view_chart_as_table", "Dashboard"),
        ("can_csv", "Superset"),
        ("can_log", "Superset"),
        ("can_read", "SecurityRestApi"),
        ("menu_access", "Dashboards"),
    ]
    rights += [("datasource_access", dataset.get_perm()) for dataset in datasets]
    role.permissions = [it for it in (security_manager.find_permission_view_menu(*right) for right in rights) if it]
    security_manager.update_role(role.id, role.name)
    return role


def bundle():
    """The assets as the import wants them, the engine put in."""
    import yaml

    files = {str(file.relative_to(FOLDER / "assets")): file.read_text() for file in (FOLDER / "assets").rglob("*.yaml")}
    for name in files:
        if name.startswith("databases/"):
            database = yaml.safe_load(files[name])
            database["sqlalchemy_uri"] = setting("ENGINE_URI")
            files[name] = yaml.safe_dump(database)
    return files


def import_assets(admin):
    """Imports, and deletes the charts that came from files once and are in none any more.

    :return: the data sets
    """
    import yaml
    from superset import db
    from superset.commands.importers.v1.assets import ImportAssetsCommand
    from superset.connectors.sqla.models import SqlaTable
    from superset.models.slice import Slice
    from superset.utils.core import override_user

    files = bundle()
    with override_user(admin):
        ImportAssetsCommand(files).run()
    kept = {yaml.safe_load(content).get("uuid") for content in files.values()}
    for chart in db.session.query(Slice).filter_by(is_managed_externally=True):
        if str(chart.uuid) not in kept:
            report(f"deletes chart {chart.slice_name}, which is in no file any more")
            db.session.delete(chart)
    db.session.commit()
    return [it for it in db.session.query(SqlaTable) if str(it.uuid) in kept]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
