"""
### When the marts have changed, and every Sunday: a new model

Trains on what people did and bought, judges the model against the one in use and against simple rules, notes it in MLflow,
and gives it to the recommender only if it is not worse. Sundays because tastes age even when nobody buys.
"""

from datetime import timedelta

from airflow.sdk import DAG, AssetOrTimeSchedule, CronTriggerTimetable

from shoplake import DEFAULTS, MARTS, ZONE, ShoplakeOperator, command

with DAG(
    "train",
    description="Train, judge and publish the recommendation model",
    doc_md=__doc__,
    tags=["model"],
    schedule=AssetOrTimeSchedule(
        timetable=CronTriggerTimetable("0 4 * * 0", timezone=ZONE, run_immediately=timedelta()), assets=MARTS
    ),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
):
    ShoplakeOperator(
        task_id="train",
        bash_command=command("train"),
        execution_timeout=timedelta(hours=3),
        doc_md="Data set, fit, evaluation, MLflow, lists and factors in Redis.",
    )
