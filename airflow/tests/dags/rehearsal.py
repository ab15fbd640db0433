"""DAGs that rehearse what the real ones go through, within seconds."""

import os
import sys
from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable
from dateutil.relativedelta import relativedelta

sys.path.insert(0, os.path.join(os.environ["SHOPLAKE_ROOT"], "airflow/dags"))

from shoplake import DEFAULTS, MARTS, ShoplakeOperator, command, days, month

SOON = DEFAULTS | {"retries": 1, "retry_delay": timedelta(seconds=2)}
JOURNAL = "$SHOPLAKE_HOME/rehearsal"

with DAG("failing", schedule=None, default_args=SOON):
    ShoplakeOperator(task_id="fails", bash_command=command("sql --format verse SELECT"))

with DAG("idle", schedule=None, default_args=SOON):
    nothing = ShoplakeOperator(task_id="nothing", bash_command="echo asked; exit 99")
    nothing >> ShoplakeOperator(task_id="after", bash_command=f"echo after >> {JOURNAL}")

with DAG("published", schedule=None, default_args=SOON):
    ShoplakeOperator(task_id="publish", bash_command="echo done", outlets=MARTS)

with DAG("trained", schedule=MARTS, default_args=SOON):
    ShoplakeOperator(task_id="train", bash_command=f"echo trained >> {JOURNAL}")

with DAG("killed", schedule=None, default_args=SOON):
    # As the batch does: one at a time by a lock that a dead process does not hold
    ShoplakeOperator(
        task_id="writes",
        bash_command=f"""exec setpriv --pdeathsig TERM bash -c '
            exec 9>>"{JOURNAL}.lock" && flock 9
            echo "begins $$" >> "{JOURNAL}"
            sleep 8 9>&-
            echo "ends $$" >> "{JOURNAL}"'""",
    )

with DAG(
    "monthly",
    schedule=CronTriggerTimetable("30 3 1 * *", timezone="UTC", interval=relativedelta(months=1)),
    catchup=False,
    max_active_runs=1,
    default_args=SOON,
    user_defined_macros={"month": month, "days": days},
):
    ShoplakeOperator(task_id="run", bash_command=f"echo {{{{ days(month(None, dag_run)) }}}} >> {JOURNAL}; sleep 1")
