"""
### On the first of each month: the month before is final

Does all days of the month once more, so that late orders and returns of it are in, closes the month, then draws the report of
it and mails it to those who are set. Triggered by hand it takes the month you give, or the one before now; a month that is
closed already stays as it was closed, and what differs now is a restatement.
"""

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable, Param
from airflow.sdk.bases.operator import chain
from dateutil.relativedelta import relativedelta

from shoplake import DEFAULTS, MAIL_VARIABLES, MARTS, ZONE, ShoplakeOperator, command, days, lakehouse_rests, month

with DAG(
    "month_close",
    description="Final run of the month before, its close and its report",
    doc_md=__doc__,
    tags=["batch", "report"],
    schedule=CronTriggerTimetable(
        "30 3 1 * *", timezone=ZONE, interval=relativedelta(months=1), run_immediately=timedelta()
    ),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    user_defined_macros={"month": month, "days": days},
    params={
        "month": Param(
            None,
            type=["null", "string"],
            pattern="^[0-9]{4}-(0[1-9]|1[0-2])$",
            title="Month",
            description="Such as 2011-11; empty: the month before",
        )
    },
):
    run = ShoplakeOperator(
        task_id="run",
        bash_command=command("etl run --wait {{ days(month(params.month, dag_run)) }}"),
        execution_timeout=timedelta(hours=3),
        outlets=MARTS,
        doc_md="All stages over the days of the month, published at once.",
    )
    close = ShoplakeOperator(
        task_id="close",
        bash_command=command("etl close-month --wait --unless-closed {{ month(params.month, dag_run) }}"),
        doc_md="The month stays readable as it is now, for ever. Done already: nothing happens, and the report follows.",
    )
    report = ShoplakeOperator(
        task_id="report",
        bash_command=command(
            "report {{ month(params.month, dag_run) }} --out \"${SHOPLAKE_REPORTS:-$SHOPLAKE_HOME/reports}\""
        ),
        variables=[*MAIL_VARIABLES, "SHOPLAKE_REPORTS"],
        doc_md="The dashboard of the month as PDF and PNG, in the folder of the reports and, if set, by mail.",
    )
    chain(lakehouse_rests(), run, close, report)
