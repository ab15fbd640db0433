"""What the DAGs share: a ./shoplake command as a task, the months, the tables, and what happens when a task fails."""

import json
import logging
import os
import smtplib
import ssl
import urllib.request
from datetime import datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import Asset, task

LOG = logging.getLogger(__name__)

#: The shop's time zone decides what a day and a month are.
ZONE = os.environ.get("SHOPLAKE_SHOP_TIMEZONE") or "UTC"

#: What a publication renews, by the names of the tables.
MARTS = [
    Asset(f"marts.{table}")
    for table in (
        "monthly_kpis daily_sales category_sales top_products funnel cohort_retention"
        " customer_ltv rfm_segments recommendation_performance data_quality freshness restatements"
    ).split()
]

#: All that a command sees of the scheduler's environment: no secret. It finds the system's settings itself.
VARIABLES = (
    "PATH HOME USER LANG LC_ALL TMPDIR JAVA_HOME SHOPLAKE_ROOT SHOPLAKE_HOME SHOPLAKE_CACHE"
    " SHOPLAKE_SHOP_TIMEZONE SHOPLAKE_SHOP_CURRENCY SHOPLAKE_SPARK_MASTER"
).split()

#: The mail server, for alerts and reports; docs/schedule.md says what they mean.
MAIL_VARIABLES = [
    f"SHOPLAKE_SMTP_{name}" for name in ("HOST", "PORT", "SECURITY", "USER", "PASSWORD", "FROM", "TO")
]


def command(arguments: str) -> str:
    """A command such as "etl run", as a human would type it behind ./shoplake. It dies with its task, however that ends."""
    return f'exec setpriv --pdeathsig TERM "$SHOPLAKE_ROOT/shoplake" {arguments}'


class ShoplakeOperator(BashOperator):
    """Runs a command of ./shoplake.

    Exit code 99 says that there was nothing to do: the task is skipped, and with it what comes after. The last line of the
    output is the task's result. The environment is taken when the task runs: it never gets into Airflow's database.

    :param variables: of the scheduler's environment, beside VARIABLES, which the command may see
    """

    def __init__(self, *, variables: list[str] | tuple[str, ...] = (), **options):
        super().__init__(**options)
        self.variables = variables

    def get_env(self, context):
        more = os.environ.get("SHOPLAKE_TASK_VARIABLES", "").replace(",", " ").split()
        names = [*VARIABLES, *self.variables, *more]
        return {name: os.environ[name] for name in names if name in os.environ} | {"SHOPLAKE_AS_BUILT": "1"}


@task.sensor(task_id="lakehouse_rests", poke_interval=15, mode="reschedule", timeout=timedelta(hours=4).total_seconds())
def lakehouse_rests(ti=None) -> bool:
    """Waits until no run of lakehouse is between its stages: what changes a table meanwhile would void that run."""
    return ti.get_dr_count(dag_id="lakehouse", states=["running"]) == 0


def month(given: str | None, dag_run) -> str:
    """The month that was asked for, such as 2011-11, or the one before the run's own moment."""
    if given:
        return given
    moment = (dag_run.data_interval_end or dag_run.run_after).astimezone(ZoneInfo(ZONE))
    return (moment.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")


def days(year_month: str) -> str:
    """A month as the window of an etl command."""
    first = datetime.strptime(year_month, "%Y-%m")
    after = (first + timedelta(days=31)).replace(day=1)
    return f"--from {first:%Y-%m-%d} --to {after:%Y-%m-%d}"


def alert(context) -> None:
    """Says that a task has failed for good: in the log, and if set by webhook and by mail. It never fails itself."""
    instance = context["task_instance"]
    failure = {
        "dag": instance.dag_id,
        "task": instance.task_id,
        "run": instance.run_id,
        "tries": instance.try_number,
        "reason": str(context.get("exception") or "unknown"),
        "log": instance.log_url,
    }
    LOG.error("Shoplake alert: %s", json.dumps(failure))
    for way in (_webhook, _mail):
        try:
            way(failure)
        except Exception:
            LOG.exception("The alert could not be sent by %s", way.__name__.strip("_"))


def _webhook(failure: dict) -> None:
    if not (url := os.environ.get("SHOPLAKE_ALERT_WEBHOOK_URL")):
        return
    text = "Shoplake: {dag}.{task} failed after {tries} tries: {reason}".format(**failure)
    body = json.dumps({"text": text, **failure}).encode()
    request = urllib.request.Request(url, data=body, headers={"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=10).close()


def _mail(failure: dict) -> None:
    host, port, security, user, password, sender, to = (os.environ.get(name, "") for name in MAIL_VARIABLES)
    if not host or not (to := os.environ.get("SHOPLAKE_ALERT_MAIL_TO", to)):
        return
    message = EmailMessage()
    message["Subject"] = "Shoplake: {dag}.{task} failed".format(**failure)
    message["From"] = sender
    message["To"] = to
    message.set_content("\n".join(f"{key}: {value}" for key, value in failure.items()))
    security = security.lower() or "starttls"
    connect = smtplib.SMTP_SSL if security == "tls" else smtplib.SMTP
    with connect(host, int(port or 587), timeout=10) as server:
        if security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if user:
            server.login(user, password)
        server.send_message(message)


#: How every task is tried: a server that is away for some minutes does not fail a run.
DEFAULTS = {
    "owner": "shoplake",
    "retries": 3,
    "retry_delay": timedelta(minutes=1),
    "retry_exponential_backoff": 2.0,
    "max_retry_delay": timedelta(minutes=15),
    "execution_timeout": timedelta(hours=1),
    "on_failure_callback": [alert],
}
