package dev.cutover.plan;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cutover.plan.Checks.CoreFunction;
import dev.cutover.plan.Checks.ErpCheck;
import dev.cutover.plan.Checks.LoadTestRule;

/** Probes of the application and of the ERP, and the load that the target must bear. */
final class CheckRules {

  private static final long MOST_RECORDS = 1_000_000_000_000L;
  private static final int MOST_PROBES = 100;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Plan plan;
  private final Findings findings;

  CheckRules(Plan plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
  }

  void check() {
    Checks checks = plan.checks();
    findings.filled("checks.core-functions", checks.coreFunctions());
    findings.names("checks.core-functions", checks.coreFunctions(), CoreFunction::name);
    findings.each(checks.coreFunctions(), "checks.core-functions", this::coreFunction);
    findings.names("checks.erp", checks.erp(), ErpCheck::name);
    findings.each(checks.erp(), "checks.erp", (check, path) -> path(path + ".path", check.path()));
    LoadTestRule load = checks.loadTest();
    findings.between("checks.load-test.records", load.records(), 1, MOST_RECORDS);
    findings.positive("checks.load-test.per", load.per());
    findings.positive("checks.load-test.hold", load.hold());
  }

  private void coreFunction(CoreFunction function, String path) {
    findings.between(path + ".of", function.of(), 1, MOST_PROBES);
    if (function.need() < 1 || function.need() > function.of()) {
      findings.error(path + ".need", function.need() + " of " + function.of() + " can't be met");
    }
    path(path + ".path", function.path());
    try {
      JSON.readTree(function.probe());
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String where = at == null ? "" : ", from its character " + at.getColumnNr() + " on";
      findings.error(path + ".probe", "is no JSON document" + where);
    }
  }

  private void path(String path, String resource) {
    if (!resource.startsWith("/") || resource.chars().anyMatch(Character::isWhitespace)) {
      findings.error(path, "must begin with '/' and hold no blanks");
    }
  }
}
