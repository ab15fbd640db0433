"""
### Every hour: what the shop has changed becomes what dashboards read

`extract` copies what has changed since the last published run. Nothing: it is skipped, and all that follows, within seconds.
Otherwise the stages bring it in on a branch of the catalog, and `publish` shows all tables to readers at once.

Each task is a command that you could type: `./shoplake etl …`. A failed run has changed nothing that readers see; the
next run brings its changes too. Triggered by hand it takes the days you give, or what has changed until now.
"""

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable, Param
from airflow.sdk.bases.operator import chain

from shoplake import DEFAULTS, MARTS, ShoplakeOperator, command

DAY = {"default": None, "type": ["null", "string"], "format": "date"}
RUN = "--wait {{ ti.xcom_pull('extract') }}"

with DAG(
    "lakehouse",
    description="Orders and events to marts: what has changed",
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
        "from": Param(**DAY, title="From", description="First day to read anew; empty: what has changed"),
        "to": Param(**DAY, title="To", description="First day after"),
    },
):
    extract = ShoplakeOperator(
        task_id="extract",
        bash_command=command(
            "etl extract --wait"
            "{% if params['from'] or params['to'] %} --from {{ params['from'] }} --to {{ params['to'] }}{% endif %}"
        ),
        doc_md="What has changed, as of one moment of the shop, into files of the raw zone, and a new branch of the catalog.",
    )
    clean = ShoplakeOperator(
        task_id="clean",
        bash_command=command(f"etl clean {RUN}"),
        doc_md="Types and judges the rows; what cannot be right goes to quarantine with every reason.",
    )
    structure = ShoplakeOperator(
        task_id="structure",
        bash_command=command(f"etl structure {RUN}"),
        doc_md="The star schema: dimensions and facts.",
    )
    mart = ShoplakeOperator(
        task_id="mart",
        bash_command=command(f"etl mart {RUN}"),
        doc_md="The numbers that dashboards read.",
    )
    audit = ShoplakeOperator(
        task_id="audit",
        bash_command=command(f"etl audit {RUN}"),
        retries=0,
        doc_md="Checks the branch. A failed check does not get better by another try: the branch is kept to be looked at.",
    )
    publish = ShoplakeOperator(
        task_id="publish",
        bash_command=command(f"etl publish {RUN}"),
        outlets=MARTS,
        doc_md="Merges the branch: readers see all tables at once.",
    )
    chain(extract, clean, structure, mart, audit, publish)
