"""The DAGs as Airflow reads them: structure, times, and the very commands that their tasks run. No server is needed."""

import copy
import os
import re
import sys
import tempfile
import unittest
from datetime import datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).parents[2]
DAGS = ROOT / "airflow/dags"
SCRATCH = tempfile.TemporaryDirectory()
os.environ["AIRFLOW_HOME"] = SCRATCH.name
os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
sys.path.insert(0, str(DAGS))

import pendulum
import shoplake
from airflow.dag_processing.dagbag import DagBag
from airflow.sdk.exceptions import ParamValidationError
from airflow.sdk.api.datamodels._generated import DagRun
from airflow.serialization.serialized_objects import DagSerialization

BAG = DagBag(str(DAGS))
EXECUTE = 'exec setpriv --pdeathsig TERM "$SHOPLAKE_ROOT/shoplake" '
STAGES = ["extract", "clean", "structure", "mart", "audit", "publish"]


def utc(*moment: int) -> pendulum.DateTime:
    return pendulum.datetime(*moment)


def run(end: datetime | None, run_after: datetime, start: datetime | None = None) -> DagRun:
    """A run as a task is given it; one that was triggered without a logical date has no interval."""
    return DagRun(
        dag_id="any",
        run_id="any",
        logical_date=start,
        data_interval_start=start,
        data_interval_end=end,
        run_after=run_after,
        start_date=run_after,
        end_date=None,
        run_type="manual",
        state="running",
        consumed_asset_events=[],
        partition_key=None,
    )


class Results:
    """Stands for the results of earlier tasks."""

    def __init__(self, **results: str):
        self.xcom_pull = results.get


def rendered(dag_id: str, task_id: str, dag_run: DagRun, params: dict | None = None, **results: str) -> str:
    dag = BAG.dags[dag_id]
    task = dag.get_task(task_id)
    values = {name: param.value for name, param in dag.params.items()} | (params or {})
    context = {"params": values, "dag_run": dag_run, "ti": Results(**results)}
    return task.render_template(task.bash_command, context, dag.get_template_env())


def scheduled(dag_id: str):
    """The DAG as the scheduler knows it."""
    return DagSerialization.deserialize_dag(DagSerialization.serialize_dag(BAG.dags[dag_id]))


class StructureTest(unittest.TestCase):
    def test_all_files_are_read_without_error(self):
        self.assertEqual(BAG.import_errors, {})
        self.assertEqual(sorted(BAG.dags), ["lakehouse", "maintain", "month_close", "train"])

    def test_stages_follow_each_other(self):
        dag = BAG.dags["lakehouse"]
        task = dag.get_task("extract")
        followers = ["extract"]
        while task.downstream_list:
            (task,) = task.downstream_list
            followers.append(task.task_id)
        self.assertEqual(followers, STAGES)
        self.assertEqual(len(dag.tasks), len(STAGES))

    def test_what_is_atomic_waits_until_no_stages_are_under_way(self):
        for dag_id, first in (("month_close", "run"), ("maintain", "maintain")):
            self.assertEqual(BAG.dags[dag_id].get_task(first).upstream_task_ids, {"lakehouse_rests"})
            self.assertEqual(BAG.dags[dag_id].get_task("lakehouse_rests").mode, "reschedule")

    def test_one_run_of_a_dag_at_a_time_and_none_made_up(self):
        for dag in BAG.dags.values():
            with self.subTest(dag.dag_id):
                self.assertEqual(dag.max_active_runs, 1)
                self.assertFalse(dag.catchup)
                self.assertIsNone(dag.start_date, "runs before a start date end as success without a task")

    def test_people_find_out_what_a_dag_does(self):
        for dag in BAG.dags.values():
            with self.subTest(dag.dag_id):
                self.assertIn("### ", dag.doc_md)
                self.assertTrue(dag.description)
                self.assertTrue(dag.tags)

    def test_tasks_are_tried_again_ever_later_and_not_for_ever(self):
        for dag in BAG.dags.values():
            for task in dag.tasks:
                with self.subTest(f"{dag.dag_id}.{task.task_id}"):
                    self.assertEqual(task.retries, 0 if task.task_id == "audit" else 3)
                    self.assertEqual(task.retry_exponential_backoff, 2.0)
                    self.assertLessEqual(task.execution_timeout, timedelta(hours=3))
                    self.assertEqual(list(task.on_failure_callback), [shoplake.alert])

    def test_commands_die_with_their_task_and_may_have_nothing_to_do(self):
        commands = [t for dag in BAG.dags.values() for t in dag.tasks if hasattr(t, "bash_command")]
        self.assertEqual(len(commands), len(STAGES) + 1 + 3 + 1)
        for task in commands:
            with self.subTest(task.task_id):
                self.assertIn(EXECUTE, task.bash_command)
                self.assertEqual(task.skip_on_exit_code, [99])

    def test_publications_renew_the_tables_that_train_waits_for(self):
        contract = ROOT / "contracts/src/main/java/dev/shoplake/contracts/lake/MartTables.java"
        marts = set(re.findall(r'"(marts\.\w+)"', contract.read_text()))
        self.assertEqual({asset.name for asset in shoplake.MARTS}, marts)
        for dag_id, task_id in (("lakehouse", "publish"), ("month_close", "run")):
            outlets = {asset.name for asset in BAG.dags[dag_id].get_task(task_id).outlets}
            self.assertEqual(outlets, marts)
        waited = {asset.name for _, asset in scheduled("train").timetable.asset_condition.iter_assets()}
        self.assertEqual(waited, marts)


class TimeTest(unittest.TestCase):
    def runs(self, dag_id: str, first: datetime, last: datetime) -> list:
        return list(scheduled(dag_id).iter_dagrun_infos_between(first, last))

    def test_lakehouse_runs_every_hour_for_the_hour_before(self):
        runs = self.runs("lakehouse", utc(2011, 11, 1, 1), utc(2011, 11, 1, 3))
        intervals = [(info.data_interval.start.hour, info.data_interval.end.hour) for info in runs]
        self.assertEqual(intervals, [(0, 1), (1, 2), (2, 3)])
        self.assertTrue(all(info.run_after == info.data_interval.end for info in runs))

    def test_month_close_does_each_month_once_after_its_end(self):
        runs = self.runs("month_close", utc(2011, 9, 1), utc(2011, 12, 2))
        closed = [
            rendered("month_close", "report", run(info.data_interval.end, info.run_after)).removeprefix(EXECUTE)
            for info in runs
        ]
        self.assertEqual(closed, [
            f'report 2011-{month:02} --out "${{SHOPLAKE_REPORTS:-$SHOPLAKE_HOME/reports}}"' for month in (8, 9, 10, 11)
        ])
        self.assertTrue(all(info.run_after.day == 1 and info.run_after.hour == 3 for info in runs))

    def test_nothing_runs_at_the_first_start_and_what_was_missed_at_the_next(self):
        from airflow.timetables.base import DataInterval, TimeRestriction

        now = datetime.now(timezone.utc)
        fresh = TimeRestriction(earliest=None, latest=None, catchup=False)
        for dag_id in BAG.dags:
            with self.subTest(dag_id):
                timetable = scheduled(dag_id).timetable
                first = timetable.next_dagrun_info(last_automated_data_interval=None, restriction=fresh)
                self.assertGreaterEqual(first.run_after, now)
                long_ago = DataInterval(utc(2026, 1, 1), utc(2026, 1, 1))
                missed = timetable.next_dagrun_info(last_automated_data_interval=long_ago, restriction=fresh)
                self.assertLess(missed.run_after, datetime.now(timezone.utc))


class CommandTest(unittest.TestCase):
    HOURLY = run(utc(2011, 11, 1, 10), utc(2011, 11, 1, 10), utc(2011, 11, 1, 9))
    WITHOUT_INTERVAL = run(None, utc(2011, 12, 5, 10, 30))

    def test_extract_takes_what_has_changed_or_the_given_days(self):
        self.assertEqual(rendered("lakehouse", "extract", self.HOURLY), EXECUTE + "etl extract --wait")
        given = {"from": "2011-11-01", "to": "2011-11-08"}
        self.assertEqual(
            rendered("lakehouse", "extract", self.HOURLY, given),
            EXECUTE + "etl extract --wait --from 2011-11-01 --to 2011-11-08",
        )

    def test_stages_go_on_with_the_run_that_extract_has_begun(self):
        for stage in STAGES[1:]:
            self.assertEqual(
                rendered("lakehouse", stage, self.HOURLY, extract="--run etl_2011_11_01_2011_11_02"),
                f"{EXECUTE}etl {stage} --wait --run etl_2011_11_01_2011_11_02",
            )

    def test_month_close_takes_the_month_before_or_the_given_one(self):
        window = "etl run --wait --from 2011-11-01 --to 2011-12-01"
        self.assertEqual(rendered("month_close", "run", self.WITHOUT_INTERVAL), EXECUTE + window)
        leap = {"month": "2012-02"}
        self.assertEqual(
            rendered("month_close", "run", self.HOURLY, leap),
            EXECUTE + "etl run --wait --from 2012-02-01 --to 2012-03-01",
        )
        close = "etl close-month --wait --unless-closed "
        self.assertEqual(rendered("month_close", "close", self.WITHOUT_INTERVAL), EXECUTE + close + "2011-11")
        self.assertEqual(rendered("month_close", "close", self.HOURLY, leap), EXECUTE + close + "2012-02")

    def test_a_month_is_closed_after_its_last_run_and_before_its_report(self):
        close = BAG.dags["month_close"].get_task("close")
        self.assertEqual((close.upstream_task_ids, close.downstream_task_ids), ({"run"}, {"report"}))

    def test_month_is_the_shops(self):
        new_year_in_london = run(utc(2012, 1, 1, 0, 30), utc(2012, 1, 1, 0, 30))
        self.assertEqual(shoplake.month(None, new_year_in_london), "2011-12")
        zone, shoplake.ZONE = shoplake.ZONE, "America/New_York"
        self.addCleanup(setattr, shoplake, "ZONE", zone)
        self.assertEqual(shoplake.month(None, new_year_in_london), "2011-11")

    def test_months_are_whole_and_well_written(self):
        param = copy.deepcopy(BAG.dags["month_close"].params.get_param("month"))
        self.assertEqual(param.resolve("2011-11"), "2011-11")
        for wrong in ("2011-13", "11/2011", "2011-11; rm -r /"):
            with self.subTest(wrong), self.assertRaisesRegex(ParamValidationError, "does not match"):
                param.resolve(wrong)

    def test_days_are_days(self):
        param = copy.deepcopy(BAG.dags["lakehouse"].params.get_param("from"))
        self.assertEqual(param.resolve("2011-11-01"), "2011-11-01")
        with self.assertRaisesRegex(ParamValidationError, "is not a .date."):
            param.resolve("yesterday; rm -r /")


class EnvironmentTest(unittest.TestCase):
    def environment(self, dag_id: str, task_id: str, **variables: str) -> dict:
        for name, value in variables.items():
            before = os.environ.get(name)
            os.environ[name] = value
            self.addCleanup(os.environ.pop, name) if before is None else self.addCleanup(
                os.environ.__setitem__, name, before
            )
        return BAG.dags[dag_id].get_task(task_id).get_env({})

    SECRETS = {
        "SHOPLAKE_POSTGRES_PASSWORD": "a",
        "SHOPLAKE_SMTP_PASSWORD": "b",
        "SHOPLAKE_ALERT_WEBHOOK_URL": "c",
        "AIRFLOW__API_AUTH__JWT_SECRET": "d",
        "AIRFLOW_CONN_LAKE": "e",
    }

    def test_commands_see_where_things_are_and_no_secret(self):
        environment = self.environment("lakehouse", "extract", SHOPLAKE_HOME="/home/of/stack", **self.SECRETS)
        self.assertEqual(environment["SHOPLAKE_HOME"], "/home/of/stack")
        self.assertEqual(environment["SHOPLAKE_AS_BUILT"], "1")
        self.assertEqual(set(environment) & set(self.SECRETS), set())
        self.assertFalse([name for name in environment if name.startswith("AIRFLOW")])

    def test_only_the_report_may_mail(self):
        environment = self.environment("month_close", "report", **self.SECRETS)
        self.assertEqual(set(environment) & set(self.SECRETS), {"SHOPLAKE_SMTP_PASSWORD"})

    def test_more_variables_come_by_name(self):
        environment = self.environment(
            "train", "train", SHOPLAKE_TASK_VARIABLES="SHOPLAKE_A, SHOPLAKE_B", SHOPLAKE_A="1", SHOPLAKE_B="2"
        )
        self.assertEqual((environment["SHOPLAKE_A"], environment["SHOPLAKE_B"]), ("1", "2"))

    def test_no_variable_is_stored_with_the_dag(self):
        stored = str(DagSerialization.serialize_dag(BAG.dags["month_close"]))
        self.assertNotIn(os.environ["PATH"], stored)


if __name__ == "__main__":
    unittest.main()
