package dev.cutover.sandbox;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Temporal's web UI, driven as a person does. */
final class WebUi implements AutoCloseable {

  private static final int PATIENCE_MILLISECONDS = 30_000;

  private final Playwright playwright;
  private final Browser browser;
  private final Page page;

  WebUi() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium())
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--disable-quic",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1400, 1000));
    page.setDefaultTimeout(PATIENCE_MILLISECONDS);
  }

  private static Path chromium() {
    return Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory, "chromium"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("the program chromium is not on the PATH"));
  }

  void open(String run) {
    page.navigate(run);
    page.locator("[data-testid=execution-status]:visible").first().waitFor();
  }

  /**
   * Fills in the dialog 'Send a Signal' or 'Send an Update' and sends it.
   *
   * @param what {@code signal} or {@code update}
   */
  void send(String what, String name, String json) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("More Actions"))
        .locator("visible=true")
        .first()
        .click();
    page.locator("[data-testid=" + what + "-button]:visible").first().click();
    Locator dialog = page.locator("dialog[open][data-testid=" + what + "-confirmation-modal]");
    dialog.locator("[data-testid=" + what + "-select-button]").click();
    dialog
        .locator("[role=option]:visible")
        .filter(new Locator.FilterOptions().setHasText(name))
        .first()
        .click();
    dialog.locator(".cm-content[role=textbox]").click();
    page.keyboard().insertText(json);
    dialog.locator("[data-testid=confirm-modal-button]").click();
    dialog.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
  }

  /** As in the dialog 'Codec Server', which keeps it in the browser. */
  void decodeBy(String ui, String endpoint) {
    page.navigate(ui);
    page.evaluate(
        "endpoint => { localStorage.setItem('endpoint', JSON.stringify(endpoint));"
            + " localStorage.setItem('overrideRemoteCodecConfiguration', 'true'); }",
        endpoint);
  }

  /** What the page shows now. */
  String text() {
    return page.locator("body").innerText();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
