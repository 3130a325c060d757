/**
 * The one module that shell and slices share besides React: the functions of react-router and TanStack Query that they
 * use, plus the shell's context. Named re-exports keep the shared chunk small; add a name here before using it in a
 * slice.
 */
export {
  keepPreviousData,
  matchQuery,
  type Query,
  QueryClient,
  QueryClientProvider,
  useInfiniteQuery,
  useMutation,
  useMutationState,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
export {
  createBrowserRouter,
  createMemoryRouter,
  type DataRouter as Router,
  isRouteErrorResponse,
  Link,
  matchPath,
  matchRoutes,
  Navigate,
  NavLink,
  Outlet,
  type RouteObject,
  RouterProvider,
  ScrollRestoration,
  useBlocker,
  useHref,
  useLoaderData,
  useLocation,
  useNavigate,
  useNavigation,
  useParams,
  useRevalidator,
  useRouteError,
  useSearchParams,
} from 'react-router';
export type { Answers } from './answers.ts';
export { ErrorBoundary } from './error-boundary.tsx';
export { type PostedForm, useFormPost } from './form-post.ts';
export { KeptBoundary } from './kept-boundary.tsx';
export { PageAddress, usePublicUrl } from './page-address.tsx';
export { createQueryClient } from './query-client.ts';
export { ShellProvider, useShell } from './shell-context.tsx';
export { Widget } from './widget.tsx';
