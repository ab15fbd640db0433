"""
### Every hour: what the shop has changed becomes what dashboards read

`window` asks which days have changed since the last published run. Nothing: it is skipped, and all that follows, within
seconds. Otherwise the stages do those days on a branch of the catalog, and `publish` shows all tables to readers at once.

Each task is a command that you could type: `./shoplake etl …`. A failed run has changed nothing that readers see; the
next run does its days too. Triggered by hand it takes the days you give, or what has changed until now.
"""

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable, Param
from airflow.sdk.bases.operator import chain

from shoplake import DEFAULTS, MARTS, ShoplakeOperator, command

DAY = {"default": None, "type": ["null", "string"], "format": "date"}
DAYS = "--wait {{ ti.xcom_pull('window') }}"

with DAG(
    "lakehouse",
    description="Orders and events to marts: the days that changed",
    doc_md=__doc__,
    tags=["batch"],
    # Without a start date, and not at once: what was missed is done when Airflow is back, nothing before its first hour
    schedule=CronTriggerTimetable(
        "0 * * * *", timezone="UTC", interval=timedelta(hours=1), run_immediately=timedelta()
    ),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    params={
        "from": Param(**DAY, title="From", description="First day to do; empty: the days that have changed"),
        "to": Param(**DAY, title="To", description="First day after"),
    },
):
    window = ShoplakeOperator(
        task_id="window",
        bash_command="{% if params['from'] or params['to'] %}"
        "echo --from {{ params['from'] }} --to {{ params['to'] }}{% else %}"
        + command("etl window --until {{ (dag_run.data_interval_end or dag_run.run_after) | ts }}")
        + "{% endif %}",
        execution_timeout=timedelta(minutes=10),
        doc_md="The days that have changed since the last published run, as `--from DAY --to DAY`.",
    )
    extract = ShoplakeOperator(
        task_id="extract",
        bash_command=command(f"etl extract {DAYS}"),
        doc_md="One moment of the shop's database into files of the raw zone, and a new branch of the catalog.",
    )
    clean = ShoplakeOperator(
        task_id="clean",
        bash_command=command(f"etl clean {DAYS}"),
        doc_md="Types and judges the rows; what cannot be right goes to quarantine with every reason.",
    )
    structure = ShoplakeOperator(
        task_id="structure",
        bash_command=command(f"etl structure {DAYS}"),
        doc_md="The star schema: dimensions and facts.",
    )
    mart = ShoplakeOperator(
        task_id="mart",
        bash_command=command(f"etl mart {DAYS}"),
        doc_md="The numbers that dashboards read.",
    )
    audit = ShoplakeOperator(
        task_id="audit",
        bash_command=command(f"etl audit {DAYS}"),
        retries=0,
        doc_md="Checks the branch. A failed check does not get better by another try: the branch is kept to be looked at.",
    )
    publish = ShoplakeOperator(
        task_id="publish",
        bash_command=command(f"etl publish {DAYS}"),
        outlets=MARTS,
        doc_md="Merges the branch: readers see all tables at once.",
    )
    chain(window, extract, clean, structure, mart, audit, publish)
