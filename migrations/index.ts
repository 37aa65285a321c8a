import type { Migration } from 'kysely/migration'
import { core } from './0001_core.ts'
import { signIn } from './0002_sign_in.ts'
import { wake } from './0003_wake.ts'
import { leanRows } from './0004_lean_rows.ts'
import { policyVersions } from './0005_policy_versions.ts'
import { inquiries } from './0006_inquiries.ts'
import { waitlist } from './0007_waitlist.ts'
import { feed } from './0008_feed.ts'
import { planAnew } from './0009_plan_anew.ts'
import { because } from './0010_because.ts'
import { supplyQueue } from './0011_supply_queue.ts'
import { webhooks } from './0012_webhooks.ts'
import { newsStops } from './0013_news_stops.ts'
import { promiseOutcomes } from './0015_promise_outcomes.ts'
import { suppressions } from './0016_suppressions.ts'
import { pictures } from './0017_pictures.ts'
import { provenDomains } from './0017_proven_domains.ts'
import { queueParts } from './0018_queue_parts.ts'
import { turns } from './0019_turns.ts'
import { ownTemplates } from './0020_own_templates.ts'
import { feedback } from './0021_feedback.ts'
import { keptPictures } from './0021_kept_pictures.ts'
import { freedUnits } from './0024_freed_units.ts'
import { oldSecrets } from './0025_old_secrets.ts'
import { pageViews } from './0025_page_views.ts'
import { providerIds } from './0028_provider_ids.ts'
import { leanDue } from './0030_lean_due.ts'
import { words } from './0031_words.ts'
import { templateDictionaries } from './0033_template_dictionaries.ts'
import { lookFrom } from './0034_look_from.ts'

/** One numbered set for both databases, applied in the order of the names. */
export const migrations: Record<string, Migration> = {
  '0001_core': core,
  '0002_sign_in': signIn,
  '0003_wake': wake,
  '0004_lean_rows': leanRows,
  '0005_policy_versions': policyVersions,
  '0006_inquiries': inquiries,
  '0007_waitlist': waitlist,
  '0008_feed': feed,
  '0009_plan_anew': planAnew,
  '0010_because': because,
  '0011_supply_queue': supplyQueue,
  '0012_webhooks': webhooks,
  '0013_news_stops': newsStops,
  '0015_promise_outcomes': promiseOutcomes,
  '0016_suppressions': suppressions,
  '0017_pictures': pictures,
  '0017_proven_domains': provenDomains,
  '0018_queue_parts': queueParts,
  '0019_turns': turns,
  '0020_own_templates': ownTemplates,
  '0021_feedback': feedback,
  '0021_kept_pictures': keptPictures,
  '0024_freed_units': freedUnits,
  '0025_old_secrets': oldSecrets,
  '0025_page_views': pageViews,
  '0028_provider_ids': providerIds,
  '0030_lean_due': leanDue,
  '0031_words': words,
  '0033_template_dictionaries': templateDictionaries,
  '0034_look_from': lookFrom,
}
