/** Words in both languages of the platform. */
export type BilingualText = Readonly<{ en: string; zh: string }>;

/** What each reason code means, for applicants and backers alike; the figures stand in the finding. */
export const REASON_TEXTS = {
  invoice_sum_wrong: {
    en: "Net plus tax is not the total on some invoices.",
    zh: "部分发票的金额加税额不等于价税合计。",
  },
  tax_rate_not_in_force: {
    en: "Too many invoices carry a tax rate that was not in force on their date.",
    zh: "过多发票的税率在开票日并未施行。",
  },
  invoices_repeated: {
    en: "Too many invoices repeat the number, counterparty and total of another one.",
    zh: "过多发票的号码、对方单位与价税合计和另一张重复。",
  },
  amounts_too_round: {
    en: "Unusually many net amounts are round thousands.",
    zh: "整千金额的发票比例异常偏高。",
  },
  voids_too_many: { en: "Unusually many invoices are voided.", zh: "作废发票比例异常偏高。" },
  voids_missing: {
    en: "Not one of many invoices is voided: a complete tax export shows voided ones too.",
    zh: "大量发票中没有一张作废:完整的税控导出应包含作废发票。",
  },
  invoices_too_few: {
    en: "There are too few invoices to judge the data.",
    zh: "发票数量过少,无法判断数据真实性。",
  },
  registry_number_missing: { en: "No registry number was given.", zh: "未提供登记号码。" },
  registry_number_invalid: {
    en: "The check digits of the registry number do not hold.",
    zh: "登记号码的校验位不正确。",
  },
  registry_number_look_up: {
    en: "The registry number must be looked up in the register: only its inner check digit holds.",
    zh: "登记号码仅内部校验位成立,须查询登记机关。",
  },
  registry_number_not_found: { en: "The register does not know the number.", zh: "登记机关查无此号码。" },
  representative_missing: { en: "No legal representative was named.", zh: "未填写法定代表人。" },
  owner_shares_impossible: {
    en: "The owners' shares add up to more than the whole, or one of them is not positive.",
    zh: "股东持股合计超过百分之百,或有持股不为正数。",
  },
  owner_shares_incomplete: {
    en: "The named owners hold too small a part of the enterprise together.",
    zh: "已披露的受益所有人合计持股过低。",
  },
  licence_missing: { en: "The business licence is missing.", zh: "缺少营业执照。" },
  licence_expired: { en: "The business licence has expired.", zh: "营业执照已过期。" },
  conflict_of_interest: {
    en: "An owner, manager or employee of the platform stands behind the enterprise.",
    zh: "平台的股东、管理人员或员工与该企业有关联。",
  },
  small_platform_owner: {
    en: "A small owner of the platform stands behind the enterprise; backers are told.",
    zh: "平台的小股东与该企业有关联,已向支持者披露。",
  },
  document_missing: { en: "A required document is missing.", zh: "缺少必需的文件。" },
  document_bytes_differ: { en: "A file is not what it declares to be.", zh: "文件内容与其声明的类型不符。" },
  document_used_elsewhere: {
    en: "The same file belongs to another enterprise.",
    zh: "同一文件已被另一企业使用。",
  },
  document_expired: { en: "A document has expired.", zh: "文件已过期。" },
  account_number_invalid: { en: "The account number cannot be right.", zh: "账号不正确。" },
  account_name_not_checked: {
    en: "The bank has not answered yet whose account it is.",
    zh: "银行尚未答复账户户名。",
  },
  account_name_close: {
    en: "The bank says that the account's name is close, but not the same.",
    zh: "银行答复户名相近但不一致。",
  },
  account_name_mismatch: {
    en: "The bank says that the account belongs to another name.",
    zh: "银行答复户名不符。",
  },
  account_name_check_old: {
    en: "The bank's answer about the name is too old.",
    zh: "银行的户名核对已过时。",
  },
  account_on_hold: {
    en: "The account was changed and is on hold; payouts wait.",
    zh: "收款账户已变更并处于冻结期,付款暂缓。",
  },
  plan_sum_wrong: {
    en: "The spending plan does not add up to the goal.",
    zh: "资金使用计划合计与目标金额不一致。",
  },
  plan_incomplete: {
    en: "A line of the spending plan lacks its purpose or amount.",
    zh: "资金使用计划中有条目缺少用途或金额。",
  },
  own_costs_high: {
    en: "A large part of the money is for the enterprise's own costs.",
    zh: "自用费用占比较高。",
  },
  unit_cost_missing: { en: "The cost of making one unit is not given.", zh: "未提供单位成本。" },
  price_below_cost: { en: "The price does not cover the cost of making one unit.", zh: "售价低于单位成本。" },
  delivery_before_deadline: {
    en: "Delivery is promised before the campaign has ended.",
    zh: "承诺的交付日期早于项目截止日。",
  },
  goal_beyond_stock: {
    en: "Even when all units are sold the goal is not reached.",
    zh: "即使全部售罄也无法达到目标金额。",
  },
  capacity_unknown: { en: "How many units can be made in a month is not given.", zh: "未提供每月产能。" },
  capacity_too_small: {
    en: "More units are offered than can be made by the delivery date.",
    zh: "供应数量超过交付日前的产能。",
  },
  goal_large_for_sales: {
    en: "The goal is large for the sales of the last twelve months.",
    zh: "目标金额相对近十二个月销售额偏大。",
  },
  sales_unknown: { en: "The sales of the last twelve months are unknown.", zh: "近十二个月销售额未知。" },
  past_campaign_undelivered: { en: "An earlier campaign was not delivered.", zh: "以往项目未交付。" },
  past_campaign_late: { en: "An earlier campaign was delivered late.", zh: "以往项目交付延迟。" },
} as const satisfies Record<string, BilingualText>;
export type ReasonCode = keyof typeof REASON_TEXTS;

/** What the applicant can do about it. */
export const REMEDY_TEXTS = {
  upload_export_unedited: {
    en: "Upload the tax system's export again, unedited.",
    zh: "请重新上传税控系统导出的原始文件,不作修改。",
  },
  explain_tax_rates: {
    en: "Explain the rows named, or correct the columns of the file.",
    zh: "请说明所列行,或更正文件的列对应关系。",
  },
  remove_repeated_rows: {
    en: "Upload a file in which every invoice stands once.",
    zh: "请上传每张发票仅出现一次的文件。",
  },
  explain_round_amounts: {
    en: "Explain why amounts are round, with two of the contracts.",
    zh: "请说明整数金额的原因,并附两份合同。",
  },
  explain_voids: { en: "Explain why so many invoices were voided.", zh: "请说明作废发票较多的原因。" },
  upload_more_invoices: {
    en: "Upload invoices of at least twelve months.",
    zh: "请上传至少十二个月的发票。",
  },
  correct_registry_number: {
    en: "Copy the number from the licence once more.",
    zh: "请按营业执照重新填写号码。",
  },
  wait_for_register: {
    en: "Nothing to do: a reviewer asks the register.",
    zh: "无需操作:审核人员将查询登记机关。",
  },
  name_representative: { en: "Name the legal representative.", zh: "请填写法定代表人。" },
  name_all_owners: {
    en: "Name the beneficial owners with their shares.",
    zh: "请填写受益所有人及其持股比例。",
  },
  upload_licence: { en: "Upload a business licence that is in force.", zh: "请上传有效的营业执照。" },
  upload_document: {
    en: "Upload the document as PDF, PNG or JPEG.",
    zh: "请以 PDF、PNG 或 JPEG 格式上传该文件。",
  },
  not_possible_here: {
    en: "The law allows no campaign on this platform; another platform is free to take it.",
    zh: "依法不得在本平台发起项目,可选择其他平台。",
  },
  nothing_to_do: { en: "Nothing to do.", zh: "无需操作。" },
  use_own_account: {
    en: "Name an account in the enterprise's own registered name.",
    zh: "请使用与企业登记名称一致的账户。",
  },
  correct_account_number: {
    en: "Copy the account number from a bank statement once more.",
    zh: "请按银行对账单重新填写账号。",
  },
  wait_for_bank: { en: "Nothing to do: the bank is asked again.", zh: "无需操作:将再次询问银行。" },
  wait_for_hold: {
    en: "Wait until the hold ends; tell us at once if the change was not yours.",
    zh: "请等待冻结期结束;如非本人变更请立即告知。",
  },
  complete_spending_plan: {
    en: "Complete the spending plan so that it adds up to the goal.",
    zh: "请补全资金使用计划,使合计等于目标金额。",
  },
  give_unit_cost: {
    en: "Give the cost of one unit with a supplier's offer, or change the price.",
    zh: "请附供应商报价说明单位成本,或调整售价。",
  },
  move_delivery_date: { en: "Promise delivery after the deadline.", zh: "请将交付日期定在截止日之后。" },
  align_goal_and_stock: { en: "Lower the goal or offer more units.", zh: "请降低目标金额或增加供应数量。" },
  prove_capacity: {
    en: "Show how many units can be made in a month, or offer fewer.",
    zh: "请证明每月产能,或减少供应数量。",
  },
  explain_goal: {
    en: "Explain how a campaign of this size will be carried out.",
    zh: "请说明如何完成该规模的项目。",
  },
  settle_past_campaign: {
    en: "Deliver or refund the earlier campaign first.",
    zh: "请先交付以往项目或退款。",
  },
} as const satisfies Record<string, BilingualText>;
export type RemedyCode = keyof typeof REMEDY_TEXTS;
