import { join } from "node:path";
import { App, Tags, Validations } from "aws-cdk-lib";
import { Code } from "aws-cdk-lib/aws-lambda";
import { Source } from "aws-cdk-lib/aws-s3-deployment";
import { AwsSolutionsChecks, NIST80053R5Checks } from "cdk-nag";
import { declareFirstlot } from "./firstlot-app.ts";
import { settingsFrom } from "./settings.ts";

const DIST = join(import.meta.dirname, "../../dist");

const app = new App();
const settings = settingsFrom(process.env);
declareFirstlot(app, settings, {
  codeOf: (name) => Code.fromAsset(join(DIST, "functions", name)),
  files: Source.asset(join(DIST, "files")),
});
Tags.of(app).add("project", "firstlot");
Tags.of(app).add("stage", settings.stage);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new NIST80053R5Checks(app));
