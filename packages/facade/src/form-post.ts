import { ApiError } from '@boutique/contracts/client';
import { type FormOperation, formTo, type Submitted } from '@boutique/contracts/forms';
import { useHref, useLocation } from 'react-router';
import { useShell } from './shell-context.tsx';

/** A form as it was posted without scripts, before this page was shown. */
export interface PostedForm {
  /** Whether it succeeded. */
  done: boolean;
  /** Why the API refused it, otherwise. */
  error: ApiError | null;
  /** What was typed and refused, by field; no passwords. */
  values: Readonly<Partial<Record<string, string>>>;
}

/**
 * A form that also works before and without scripts: the attributes of `<form>` (see `formTo`) and, on the page after a
 * post, what has become of it. Give `posted` to `useForm`, or show its error as that of a mutation.
 * @param own fields that tell this form from others with the same operation on the page
 */
export function useFormPost(
  operation: FormOperation,
  own: Readonly<Record<string, string>> = {},
): { form: ReturnType<typeof formTo>; posted: PostedForm | undefined } {
  const { submitted } = useShell();
  const { key, pathname, search } = useLocation();
  const page = useHref({ pathname, search });
  const isOwn =
    submitted?.operation === operation &&
    Object.entries(own).every(([name, value]) => submitted.values[name] === value) &&
    // the router's first page: later ones did not come after the post
    key === 'default';
  return { form: formTo(operation, page), posted: isOwn ? postedForm(submitted) : undefined };
}

function postedForm({ values, problem, retryAfter }: Submitted): PostedForm {
  if (!problem) return { done: true, error: null, values: {} };
  return {
    done: false,
    error: new ApiError(problem.code, problem.status, problem.detail, problem, retryAfter),
    values,
  };
}
