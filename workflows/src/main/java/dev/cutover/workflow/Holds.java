package dev.cutover.workflow;

import dev.cutover.activity.ApplicationActivities.ProbeResult;
import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.FailureType;
import dev.cutover.plan.Answer;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.RollbackRule;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.CancellationScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that stop the procedure until they pass or a person decides: any discrepancy is a hold,
 * and where one of the plan's rollback rules applies its decision maker is asked instead.
 */
final class Holds {

  private static final List<Answer> AFTER_FAILED_FUNCTION =
      List.of(Answer.RETRY, Answer.ACCEPT, Answer.ROLL_BACK);

  private final BoundPlan bound;
  private final Sites sites;
  private final Notices notices;
  private final DecisionDesk desk;
  private final StepLog log;
  private List<TableComparison> tables = List.of();
  private String leftUndone = "";

  Holds(BoundPlan bound, Sites sites, Notices notices, DecisionDesk desk, StepLog log) {
    this.bound = bound;
    this.sites = sites;
    this.notices = notices;
    this.desk = desk;
    this.log = log;
  }

  /** Before GO: legacy is live, and no rollback rule counts yet. */
  void untilSynced(Conductor conductor) {
    untilEqual(conductor, ComparisonImpl::all, Optional.empty());
  }

  void untilEqual(Conductor conductor, Instant go) {
    untilEqual(conductor, ComparisonImpl::frozen, Optional.of(go));
  }

  private void untilEqual(Conductor conductor, WholeComparison comparison, Optional<Instant> go) {
    while (true) {
      Optional<Question> question = desk.question().or(() -> difference(conductor, comparison, go));
      if (question.isEmpty()) {
        return;
      }
      switch (answer(question.get())) {
        case REPAIR -> repair(conductor);
        case ACCEPT -> {
          return;
        }
        default -> {}
      }
    }
  }

  private Optional<Question> difference(
      Conductor conductor, WholeComparison comparison, Optional<Instant> go) {
    tables = comparison.of(bound, sites, conductor.attempt());
    long errors = tables.stream().mapToLong(TableComparison::confirmed).sum();
    if (errors == 0) {
      log.note(tables.size() + " tables equal");
      return Optional.empty();
    }
    log.note(errors + " integrity errors");
    String facts = errors + " integrity errors in " + unequalTables();
    notices.tell(Event.DISCREPANCY, "Stopped: the databases differ", facts);
    return Optional.of(
        go.flatMap(from -> integrityRule(errors, from))
            .map(rule -> Question.rule(rule, facts, afterDiscrepancy()))
            .orElseGet(
                () -> Question.hold("discrepancy", bound.plan().gates().discrepancy(), facts)));
  }

  void untilErpAnswers(Side side) {
    while (true) {
      Optional<Question> question = desk.question().or(() -> erpFailure(side));
      if (question.isEmpty() || answer(question.get()) == Answer.ACCEPT) {
        return;
      }
    }
  }

  private Optional<Question> erpFailure(Side side) {
    List<String> failures = ErpCheckImpl.failures(ErpCheckImpl.check(bound, sites, side));
    if (failures.isEmpty()) {
      return Optional.empty();
    }
    String facts = String.join("; ", failures);
    log.note(facts);
    notices.tell(Event.DISCREPANCY, "Stopped: the ERP does not answer", facts);
    return Optional.of(Question.hold("erp", bound.plan().gates().discrepancy(), facts));
  }

  void untilCoreFunctionsWork(Side side, boolean writing, boolean byRealName) {
    while (true) {
      Optional<Question> question =
          desk.question().or(() -> brokenFunction(side, writing, byRealName));
      if (question.isEmpty() || answer(question.get()) == Answer.ACCEPT) {
        return;
      }
    }
  }

  private Optional<Question> brokenFunction(Side side, boolean writing, boolean byRealName) {
    List<ProbeResult> results = CoreFunctions.probe(bound, sites, side, writing, byRealName);
    List<ProbeResult> failed = results.stream().filter(result -> !result.ok()).toList();
    if (failed.isEmpty()) {
      results.forEach(
          result -> log.note(result.function() + " " + result.passed() + "/" + result.tried()));
      return Optional.empty();
    }
    String facts = CoreFunctions.inWords(failed);
    log.note(facts);
    return Optional.of(coreFunctionQuestion(failed, facts));
  }

  /**
   * Tries something until it works or a person decides otherwise; for what follows the approval of
   * COMPLETE, when nothing is rolled back by itself any more.
   */
  void untilDone(String gate, List<Answer> offered, Runnable action) {
    while (true) {
      Optional<Question> question = desk.question().or(() -> failure(gate, offered, action));
      if (question.isEmpty()) {
        return;
      }
      if (answer(question.get()) == Answer.ACCEPT) {
        leftUndone = question.get().facts();
        return;
      }
    }
  }

  private Optional<Question> failure(String gate, List<Answer> offered, Runnable action) {
    try {
      action.run();
      return Optional.empty();
    } catch (ActivityFailure e) {
      if (Failures.is(e, FailureType.STALE_EPOCH)
          || CancellationScope.current().isCancelRequested()) {
        throw e;
      }
      String facts = Failures.inWords(e);
      log.note(facts);
      notices.tell(Event.DISCREPANCY, "COMPLETE was approved, but this failed", facts);
      String role = bound.plan().gates().discrepancy().role();
      return Optional.of(Question.untilAnswered(gate, facts, offered, role));
    }
  }

  private Question coreFunctionQuestion(List<ProbeResult> failed, String facts) {
    Optional<RollbackRule> rule =
        bound.plan().rollbackRules().stream()
            .filter(candidate -> coversAny(candidate, failed))
            .findFirst();
    notices.tell(
        Event.CORE_FUNCTION_FAILED,
        rule.map(RollbackRule::tell).orElse(List.of()),
        "A core function fails on the target",
        facts);
    return rule.map(applies -> Question.rule(applies, facts, AFTER_FAILED_FUNCTION))
        .orElseGet(() -> Question.hold("core-function", bound.plan().gates().discrepancy(), facts));
  }

  private static boolean coversAny(RollbackRule rule, List<ProbeResult> failed) {
    List<String> covered = rule.trigger().coreFunctions();
    return covered != null
        && failed.stream().map(ProbeResult::function).anyMatch(covered::contains);
  }

  private Optional<RollbackRule> integrityRule(long errors, Instant go) {
    Duration since = Duration.between(go, StepLog.now());
    return bound.plan().rollbackRules().stream()
        .filter(
            rule -> {
              Integer limit = rule.trigger().integrityErrors();
              Duration within = rule.trigger().within();
              return limit != null
                  && errors >= limit
                  && (within == null || since.compareTo(within) <= 0);
            })
        .findFirst();
  }

  private static List<Answer> afterDiscrepancy() {
    return List.of(Answer.RETRY, Answer.REPAIR, Answer.ACCEPT, Answer.ROLL_BACK);
  }

  private Answer answer(Question question) {
    DecisionTaken decision = desk.ask(question);
    Answer answer = decision.answer();
    String who = decision.person() == null ? "silence" : decision.person();
    if (answer == null || answer == Answer.ROLL_BACK || answer == Answer.REJECT) {
      String why = question.gate() + ": " + question.facts() + ", decided by " + who;
      throw new RollbackOrdered(why, decision.person() != null);
    }
    log.note(answer + " by " + who);
    return answer;
  }

  private void repair(Conductor conductor) {
    List<String> unequal = new ArrayList<>();
    tables.stream().filter(table -> !table.equal()).forEach(table -> unequal.add(table.table()));
    for (Table table : bound.tables()) {
      if (unequal.contains(table.name())) {
        long rows =
            sites.comparison("repair " + table.name()).repair(conductor, bound.databases(), table);
        log.note(rows + " rows of " + table.name() + " repaired");
      }
    }
  }

  private String unequalTables() {
    return String.join(
        ", ",
        tables.stream()
            .filter(table -> !table.equal())
            .map(table -> table.table() + " (" + table.confirmed() + ")")
            .toList());
  }

  /** Goes on after a hand-over. */
  void goOn(HandOver.Position from) {
    tables = from.tables();
    leftUndone = from.leftUndone();
  }

  List<TableComparison> tables() {
    return tables;
  }

  String leftUndone() {
    return leftUndone;
  }

  /** One of the two ways to compare all tables. */
  private interface WholeComparison {
    List<TableComparison> of(BoundPlan bound, Sites sites, String attempt);
  }
}
